import assert from "node:assert/strict"
import { test } from "node:test"
import { byChoice, folded, opened, shop } from "./dom.ts"
import { Facts } from "../src/facts/facts.ts"
import { SIGNS } from "../src/picture/marks.ts"
import { Picture } from "../src/picture/picture.ts"
import { DEFAULT, REPORTING, SHOP } from "./shop.ts"

const SLOW = { ...SHOP, flows: [...SHOP.flows, { ...SHOP.flows[0]!, id: "restock", number: 4, name: "Restock", from: "web", to: "agent" }] }
const ALL = { ...SHOP.views["all"]!, flows: { ...SHOP.views["all"]!.flows, restock: null } }
const facts = new Facts({
  ...SLOW,
  places: { ...SHOP.places, idle: { name: "Idle", href: "", kind: "Service", component: true, in: "vpc" } },
  views: { all: ALL },
  flows: SLOW.flows.map(flow => (flow.id === "order" ? { ...flow, classes: { public: "Inbound, public", private: "Inbound, private" }, status: "Planned" } : flow)),
})

const PEERED = { ...DEFAULT, entrance: "peered" }

function pictured(svg: SVGSVGElement, configuration: Readonly<Record<string, string>>, before?: Readonly<Record<string, string>>): Picture {
  const picture = new Picture(svg, facts, "all")
  picture.show(configuration, before)
  return picture
}

/** The flows of the lines with a class. */
function lines(picture: Picture, style: string): string[] {
  return [...picture.svg.querySelectorAll<SVGElement>(`.gp-line${style}`)].map(line => line.dataset["flows"] ?? line.dataset["flow"] ?? "")
}

function badge(picture: Picture, flow: string): SVGElement {
  return picture.svg.querySelector<SVGElement>(`.gp-badge[data-flow=${flow}]`)!
}

function place(picture: Picture, id: string): SVGElement {
  return picture.element(id)!
}

test("a picture shows what exists in the configuration, and leaves out what only other choices have", () => {
  const picture = pictured(shop(), DEFAULT)
  assert.deepEqual(lines(picture, ":not(.gp-absent)"), ["order"])
  assert.equal(badge(picture, "order").parentElement?.classList.contains("gp-absent"), false)
  assert.equal(badge(picture, "report").parentElement?.classList.contains("gp-absent"), true)
  assert.deepEqual(picture.flows, ["order", "restock"])
})

test("a choice brings its flows, with their tunnels and leaders", () => {
  const picture = pictured(shop(), REPORTING)
  assert.deepEqual(lines(picture, ":not(.gp-absent)"), ["order", "tunnel", "report"])
  assert.equal(picture.svg.querySelector(".gp-tunnel")?.classList.contains("gp-absent"), false)
  assert.equal(picture.svg.querySelector(".gp-leader")?.classList.contains("gp-absent"), false)
  assert.equal(badge(picture, "report").parentElement?.classList.contains("gp-absent"), false)
})

test("a line has the looks of the channel that the configuration gives it", () => {
  const looks = (configuration: Readonly<Record<string, string>>) => {
    const { classList } = pictured(shop(), configuration).svg.querySelector(".gp-line[data-flow=order]")!
    return ["gp-public", "gp-private", "gp-overlay"].filter(name => classList.contains(name))
  }
  assert.deepEqual(looks(DEFAULT), ["gp-public"])
  assert.deepEqual(looks(PEERED), ["gp-private"])
  assert.equal(pictured(shop(), PEERED).svg.querySelectorAll(".gp-line[data-flow=order] > .gp-casing.gp-made").length, 1)
})

test("a place that nothing touches any more leaves, and one that nothing ever touched stays", () => {
  const without = new Facts({ ...facts.data, flows: facts.data.flows.map(flow => (flow.id === "restock" ? { ...flow, to: "web", from: "office" } : flow)) })
  const picture = new Picture(shop(), without, "all")
  picture.show(DEFAULT)
  const seen = (id: string) => !place(picture, id).classList.contains("gp-absent")
  assert.deepEqual([seen("web"), seen("agent"), seen("office"), seen("idle")], [true, false, true, true])
  picture.show(REPORTING)
  assert.equal(seen("agent"), true)
})

test("badges tell direction, exposure and status, as they are with the choices", () => {
  assert.equal(badge(pictured(shop(), DEFAULT), "order").parentElement?.getAttribute("aria-label"), "1 Order: Büro → Web. Inbound, public. Planned")
  const picture = pictured(shop(), PEERED)
  const told = "1 Order: Büro → Web. Inbound, private. Planned"
  assert.equal(badge(picture, "order").querySelector("title")?.textContent, told)
  assert.equal(badge(picture, "order").parentElement?.getAttribute("aria-label"), told)
  assert.equal(badge(picture, "order").querySelector("title")?.textContent, told)
})

test("a flow lights up with what it touches, and dims the rest", () => {
  const picture = pictured(shop(), REPORTING)
  picture.light(facts.path("report", REPORTING))
  assert.deepEqual(lines(picture, ".gp-lit"), ["tunnel", "report"], "an overlay lights up with what carries it")
  assert.equal(picture.svg.classList.contains("gp-dimmed"), true)
  assert.deepEqual(["web", "agent", "office", "idle"].filter(id => place(picture, id).classList.contains("gp-lit")), ["web", "agent", "office"])
  picture.light([])
  assert.deepEqual(lines(picture, ".gp-lit"), [])
  assert.equal(picture.svg.classList.contains("gp-dimmed"), false)
})

test("only what an overlay needs lights up with it", () => {
  const picture = pictured(shop(), REPORTING)
  picture.light(facts.path("order", REPORTING))
  assert.deepEqual(lines(picture, ".gp-lit"), ["order"])
})

test("what does not exist does not light up", () => {
  const picture = pictured(shop(), DEFAULT)
  picture.light(["report"])
  assert.deepEqual(lines(picture, ".gp-lit"), [])
})

test("a folded box lights up for what is in it", () => {
  const picture = pictured(folded(), DEFAULT)
  picture.light(["restock"])
  assert.equal(place(picture, "vpc").classList.contains("gp-lit"), true)
  assert.equal(place(picture, "office").classList.contains("gp-lit"), false)
  assert(picture.element("restock") === place(picture, "vpc"), "focus goes to the box")
})

test("what a filter leaves out fades, what a choice adds too", () => {
  const picture = pictured(shop(), REPORTING)
  picture.fade({ flows: new Set(["report"]), here: 1, elsewhere: 0, places: new Set() })
  assert.deepEqual(lines(picture, ".gp-faded"), ["order", "tunnel"])
  assert.equal(badge(picture, "order").parentElement?.classList.contains("gp-faded"), true)
  assert.equal(badge(picture, "report").parentElement?.classList.contains("gp-faded"), false)
  picture.fade()
  assert.deepEqual(lines(picture, ".gp-faded"), [])
})

test("a search finds places, what holds them, and what they are folded into", () => {
  const open = pictured(shop(), DEFAULT)
  open.fade({ flows: new Set(), here: 0, elsewhere: 0, places: new Set(["web"]) })
  assert.equal(place(open, "web").classList.contains("gp-found"), true)
  assert.deepEqual(["web", "vpc", "office"].filter(id => !place(open, id).classList.contains("gp-faded")), ["web", "vpc"])
  const closed = pictured(folded(), DEFAULT)
  closed.fade({ flows: new Set(), here: 0, elsewhere: 0, places: new Set(["web"]) })
  assert.equal(place(closed, "vpc").classList.contains("gp-found"), true)
  assert.equal(place(closed, "office").classList.contains("gp-faded"), true)
})

test("a picture knows what is inside of its folded boxes, and a level what touches it", () => {
  assert.deepEqual([...pictured(folded(), DEFAULT).known.keys()], ["order", "tunnel", "report", "restock"])
  assert.deepEqual(pictured(opened(), REPORTING).flows, ["tunnel", "report", "restock"])
  assert.deepEqual(pictured(opened(), DEFAULT).flows, ["restock"])
})

test("a line that stands for many says how many there are with the choices", () => {
  const picture = pictured(folded(), REPORTING)
  const tally = picture.svg.querySelector(".gp-tally")
  assert.equal(tally?.querySelector("text")?.textContent, "2")
  assert.equal(tally?.getAttribute("aria-label"), "2: VPC → Büro")
})

test("in a comparison what is gone stays, and all that differs is marked, by more than colour", () => {
  const picture = pictured(shop(), PEERED, { ...DEFAULT, reports: "on" })
  assert.deepEqual(picture.differences, new Map([["order", "changed"], ["tunnel", "gone"], ["report", "gone"], ["restock", "changed"]]))
  assert.deepEqual(lines(picture, ".gp-gone:not(.gp-absent)"), ["tunnel", "report"])
  assert.deepEqual(lines(picture, ".gp-changed"), ["order"])
  assert.equal(badge(picture, "tunnel").querySelector(".gp-sign path")?.getAttribute("d"), SIGNS.gone)
  assert.equal(new Set(Object.values(SIGNS)).size, 3)
  picture.show(PEERED)
  assert.deepEqual(lines(picture, ":is(.gp-gone, .gp-changed):not(.gp-absent)"), [])
  assert.equal(badge(picture, "order").querySelectorAll(".gp-sign").length, 0)
})

test("what comes from one configuration to another is added", () => {
  const picture = pictured(shop(), REPORTING, PEERED)
  assert.deepEqual(lines(picture, ".gp-added"), ["tunnel", "report"])
  assert.equal(badge(picture, "report").querySelector(".gp-sign")?.getAttribute("transform"), "translate(9 -9)")
})

test("only boxes that can be opened have a button for it", () => {
  const picture = pictured(folded(), DEFAULT)
  picture.offer(boundary => boundary === "vpc", boundary => `Look inside: ${boundary}`)
  const buttons = [...picture.svg.querySelectorAll<SVGElement>(".gp-open")]
  assert.deepEqual(buttons.map(button => [button.dataset["opens"], button.getAttribute("aria-label")]), [["vpc", "Look inside: vpc"]])
  assert.deepEqual(Picture.hit(buttons[0]!), { place: "vpc" })
})

test("a pointer hits a flow, the flows of a line, or a place", () => {
  const picture = pictured(folded(), DEFAULT)
  assert.deepEqual(Picture.hit(badge(picture, "order").querySelector("title")), { flows: ["order"] })
  assert.deepEqual(Picture.hit(picture.svg.querySelector(".gp-tally text")), { flows: ["tunnel", "report"] })
  assert.deepEqual(Picture.hit(place(picture, "vpc")), { place: "vpc" })
  assert.equal(Picture.hit(picture.svg), undefined)
  assert.equal(Picture.hit(null), undefined)
})

test("a picture is read from the corner of the viewpoint", () => {
  assert.deepEqual(pictured(shop(), DEFAULT).first, [10, 20])
  assert.deepEqual(pictured(opened(), DEFAULT).first, [0, 0])
})

const BY_CHOICE = new Facts({
  ...SHOP,
  places: {
    ...SHOP.places,
    proxy: { name: "Proxy", href: "", kind: "Gateway", component: true, in: "vpc" },
    agent: { ...SHOP.places["agent"]!, turns: [{ where: [{ reports: ["on"] }], in: "office", owner: "partner" }] },
  },
  flows: [
    { ...SHOP.flows[0]!, ports: "443/tcp", turns: [{ where: [{ entrance: ["peered"] }], through: ["proxy"], ports: "8443/tcp" }] },
    { ...SHOP.flows[1]!, id: "restock", number: 4, from: "web", to: "agent", direction: "internal", exists: null, channel: [["internet", null]], turns: [{ where: [{ reports: ["on"] }], direction: "outbound" }] },
  ],
  views: { all: { name: "All", flows: { order: null, restock: null } } },
})

test("a way by choice is drawn as it is with the choices shown, and a component stands where it is", () => {
  const picture = new Picture(byChoice(), BY_CHOICE, "all")
  const shown = (selector: string) => [...picture.svg.querySelectorAll<SVGElement>(selector)].filter(one => !one.closest(".gp-absent"))
  const courses = () => shown(".gp-line").map(({ dataset: { flow, from, via = "", to } }) => [flow, from, via, to].join(" ").replace("  ", " "))
  const homes = () => shown("[data-component=agent]").map(({ dataset: { in: home, owner } }) => `${home} ${owner}`)
  picture.show(DEFAULT)
  assert.deepEqual(courses(), ["order office web", "restock web agent"])
  assert.deepEqual(homes(), ["vpc shop"])
  assert.deepEqual(picture.stops("order"), ["office", "web"])
  assert.equal(picture.touched.has("proxy"), false)
  picture.show(REPORTING)
  assert.deepEqual(courses(), ["order office proxy web", "restock web agent@office"])
  assert.deepEqual(homes(), ["office partner"])
  assert.deepEqual(picture.stops("order"), ["office", "proxy", "web"])
  assert.ok(picture.touched.has("proxy"))
  assert.deepEqual(picture.at("proxy"), ["order"])
})

test("in a comparison, the way that a connection took before is gone, and what is by choice of it has changed", () => {
  const picture = new Picture(byChoice(), BY_CHOICE, "all")
  picture.show(REPORTING, DEFAULT)
  const marked = [...picture.svg.querySelectorAll<SVGElement>(".gp-line")].map(line => [line.dataset["via"] ?? line.dataset["to"], ["gp-gone", "gp-changed"].find(name => line.classList.contains(name))])
  assert.deepEqual(marked, [["web", "gp-gone"], ["proxy", "gp-changed"], ["agent", "gp-gone"], ["agent@office", "gp-changed"]])
})

test("facts are those of the choices shown", () => {
  assert.equal(BY_CHOICE.flow("order", DEFAULT)?.ports, "443/tcp")
  assert.equal(BY_CHOICE.flow("order", REPORTING)?.ports, "8443/tcp")
  assert.deepEqual(BY_CHOICE.around("agent", DEFAULT), ["agent", "vpc"])
  assert.deepEqual(BY_CHOICE.around("agent", REPORTING), ["agent", "office"])
  assert.equal(BY_CHOICE.place("agent", REPORTING)?.owner, "partner")
})

test("a picture of two editions marks what came, went and changed, and an own comparison goes before that", () => {
  const since = new Facts({ ...SHOP, since: { said: "Since 1", flows: { order: "changed", report: "gone" } } })
  const picture = new Picture(shop(), since, "all")
  picture.show(DEFAULT)
  assert.deepEqual([...picture.differences], [["order", "changed"]])
  assert.equal(badge(picture, "order").classList.contains("gp-changed"), true)
  assert.notEqual(badge(picture, "order").querySelector(".gp-sign"), null)
  picture.show(REPORTING)
  assert.deepEqual([...picture.differences.keys()], ["order", "report"])
  assert.equal(badge(picture, "report").classList.contains("gp-gone"), true)
  picture.show(REPORTING, DEFAULT)
  assert.equal(picture.differences.get("report"), "added")
})
