/* A small shop: customers order over the internet or through a partner's network; reports go out over an overlay. */
import type { Data, ViewerTexts } from "../src/facts/data.ts"

export const SHOP: Data = {
  project: "Shop",
  viewpoint: "vpc",
  strings: {},
  labels: {
    direction: { inbound: "Inbound", outbound: "Outbound", internal: "Internal", external: "Outside" },
    exposure: { public: "Public", private: "Private" },
    layer: { underlay: "Own connection", overlay: "Overlay" },
  },
  options: [
    { id: "entrance", name: "Entrance", href: "", default: "open", choices: [{ id: "open", name: "Open" }, { id: "peered", name: "Peered" }] },
    {
      id: "reports",
      name: "Reports",
      href: "",
      default: "off",
      choices: [
        { id: "off", name: "Off" },
        { id: "on", name: "On", requires: { entrance: ["peered"] } },
      ],
    },
  ],
  parties: { shop: "Shop", partner: "Partner" },
  purposes: { sales: { name: "Sales", href: "" }, tunnel: { name: "Tunnel", href: "" } },
  data: { orders: { name: "Orders", href: "" }, addresses: { name: "Addresses", href: "", whole: "orders" }, packets: { name: "Packets", href: "" } },
  channels: {
    internet: { name: "Internet", exposure: "public", layer: "underlay", encryption: "TLS" },
    peering: { name: "Peering", exposure: "private", layer: "underlay", encryption: "TLS" },
    mesh: { name: "Mesh", exposure: "private", layer: "overlay", encryption: "End-to-end" },
  },
  places: {
    vpc: { name: "VPC", href: "", kind: "VPC", owner: "shop" },
    web: { name: "Web", href: "", kind: "Service", component: true, in: "vpc", owner: "shop" },
    agent: { name: "Agent", href: "", kind: "Agent", component: true, in: "vpc", owner: "shop" },
    office: { name: "Büro", href: "", kind: "Site", owner: "partner" },
  },
  flows: [
    {
      id: "order",
      number: 1,
      name: "Order",
      href: "",
      from: "office",
      to: "web",
      direction: "inbound",
      purpose: "sales",
      sends: ["addresses"],
      channel: [
        ["internet", [{ entrance: ["open"] }]],
        ["peering", [{ entrance: ["peered"] }]],
      ],
      classes: {},
      openings: [["order", null]],
    },
    {
      id: "tunnel",
      number: 2,
      name: "Tunnel",
      href: "",
      from: "agent",
      to: "office",
      direction: "outbound",
      purpose: "tunnel",
      sends: ["packets"],
      exists: [{ reports: ["on"] }],
      channel: [["internet", [{ reports: ["on"] }]]],
      classes: {},
      openings: [["tunnel", [{ reports: ["on"] }]]],
    },
    {
      id: "report",
      number: 3,
      name: "Sales report",
      href: "",
      from: "web",
      to: "office",
      through: ["agent"],
      direction: "outbound",
      purpose: "sales",
      sends: ["orders"],
      exists: [{ reports: ["on"] }],
      channel: [["mesh", [{ reports: ["on"] }]]],
      classes: {},
      openings: [["tunnel", [{ reports: ["on"] }]]],
      carriers: [["tunnel", [{ reports: ["on"] }]]],
    },
  ],
  claims: {},
  procedures: [],
  views: { all: { name: "All", flows: { order: null, tunnel: [{ reports: ["on"] }], report: [{ reports: ["on"] }] } } },
}

export const DEFAULT = { entrance: "open", reports: "off" }
export const REPORTING = { entrance: "peered", reports: "on" }

export const TEXTS: ViewerTexts = { places: { office: { also: "사무실" } }, flows: {}, steps: {} }
