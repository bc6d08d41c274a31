/* A document for what changes drawings, and drawings of the shop as they stand in a page. */
import { parseHTML } from "linkedom"

const { document, Element, SVGElement } = parseHTML("<!doctype html><html><body></body></html>")

class Link {
  static [Symbol.hasInstance](element: { localName?: string } | null): boolean {
    return element?.localName === "a"
  }
}

Object.defineProperty(Element.prototype, "ariaLabel", {
  get(this: Element): string | null {
    return this.getAttribute("aria-label")
  },
  set(this: Element, label: string) {
    this.setAttribute("aria-label", label)
  },
})
Object.defineProperty(document, "baseURI", { value: "https://shop.test/" })
Object.assign(globalThis, { document, Element, SVGElement, SVGAElement: Link })
Object.assign(globalThis, {
  location: { search: "", pathname: "/shop/", hash: "" },
  history: { state: null, replaceState() {}, pushState() {} },
  addEventListener() {},
  scrollX: 0,
  scrollY: 0,
})

const line = (flow: string, looks: string, inside = '<path class="gp-stroke" d="M0 0H9"/>') =>
  `<g class="gp-line ${looks}" data-flow="${flow}">${inside}</g>`
const badge = (number: number, flow: string, label: string, looks = "") =>
  `<a class="${looks}" aria-label="${number} ${label}"><g class="gp-badge" aria-hidden="true" data-flow="${flow}" transform="translate(19 14)">` +
  `<title>${number} ${label}</title><rect class="gp-disc" x="-9" y="-9" width="18" height="18"/></g></a>`
const TUBE = '<path class="gp-wall" d="M0 0H9"/><path class="gp-inner" d="M0 0H9"/><path class="gp-arrow gp-wide" d="M0 0z"/>'

/** All of the shop: what exists by default, and hidden what only other choices have. */
export function shop(): SVGSVGElement {
  return parsed(`<svg class="gp-diagram" data-view="all">
    <g class="gp-box gp-viewpoint gp-shop" data-boundary="vpc"><rect class="gp-frame" x="10" y="20"/></g>
    <a><g class="gp-box gp-leaf gp-partner" data-boundary="office"><rect class="gp-body" x="300" y="50" width="100"/></g></a>
    <g class="gp-lines">
      <g class="gp-tunnel gp-absent" data-flows="report"></g>
      ${line("order", "gp-inbound gp-public")}
      ${line("tunnel", "gp-outbound gp-public gp-absent", TUBE)}
      ${line("report", "gp-outbound gp-private gp-overlay gp-absent")}
    </g>
    <a><g class="gp-box" data-title="vpc"></g></a>
    <a><g class="gp-card" data-component="web"></g></a>
    <a class="gp-absent"><g class="gp-card gp-absent" data-component="agent"></g></a>
    <g class="gp-card" data-component="idle"></g>
    ${badge(1, "order", "Order: Büro → Web")}
    <path class="gp-leader gp-absent" data-flow="tunnel" d="M0 0L1 1"/>
    ${badge(2, "tunnel", "Tunnel: Agent → Büro", "gp-absent")}
    ${badge(3, "report", "Sales report: Web → Büro", "gp-absent")}
  </svg>`)
}

/** The shop with its VPC folded up: one line stands for all that crosses its border, and nothing for what is inside. */
export function folded(): SVGSVGElement {
  return parsed(`<svg class="gp-diagram" data-view="all">
    <a><g class="gp-box gp-leaf" data-boundary="vpc" data-collapsed="3"><rect class="gp-body" x="10" y="20" width="200"/></g></a>
    <a><g class="gp-box gp-leaf" data-boundary="office"><rect class="gp-body" x="300" y="50" width="100"/></g></a>
    ${line("order", "gp-inbound gp-public")}
    <g class="gp-line gp-outbound gp-public gp-absent gp-tally" data-flows="tunnel report" aria-label="2: VPC → Büro"><rect class="gp-disc" x="0" y="0" width="18"/><text>2</text></g>
    ${badge(1, "order", "Order: Büro → VPC")}
  </svg>`)
}

/** A shop in which orders take one way or another, and in which the agent is here or there. */
export function byChoice(): SVGSVGElement {
  const where = (flow: string, option: string, choice: string) => `data-where='${JSON.stringify({ [flow]: [{ [option]: [choice] }] })}'`
  const run = (flow: string, from: string, to: string, more: string) =>
    `<g class="gp-line gp-internal" data-flow="${flow}" data-from="${from}" data-to="${to}" ${more}><path class="gp-stroke" d="M0 0H9"/></g>`
  const agent = (home: string, owner: string, choice: string) =>
    `<a><g class="gp-card" data-component="agent" data-in="${home}" data-owner="${owner}" data-where='[{"reports":["${choice}"]}]'></g></a>`
  return parsed(`<svg class="gp-diagram" data-view="all">
    <g class="gp-box" data-boundary="vpc"></g><g class="gp-box" data-boundary="office"></g>
    ${run("order", "office", "web", where("order", "entrance", "open"))}
    ${run("order", "office", "web", `data-via="proxy" ${where("order", "entrance", "peered")}`)}
    ${run("restock", "web", "agent", where("restock", "reports", "off"))}
    ${run("restock", "web", "agent@office", where("restock", "reports", "on"))}
    <a><g class="gp-card" data-component="web"></g></a><a><g class="gp-card" data-component="proxy"></g></a>
    ${agent("vpc", "shop", "off")}${agent("office", "partner", "on")}${agent("office", "shop", "off")}
  </svg>`)
}

/** The inside of the agent, as it is opened: nothing else touches it. */
export function opened(): SVGSVGElement {
  return parsed(`<svg class="gp-diagram" data-view="all" data-level="agent"><g class="gp-card" data-component="agent"></g></svg>`)
}

function parsed(svg: string): SVGSVGElement {
  document.body.innerHTML = svg
  return document.body.firstElementChild as unknown as SVGSVGElement
}
