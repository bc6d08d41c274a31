import assert from "node:assert/strict"
import { test } from "node:test"
import { folded, shop } from "./dom.ts"
import { Facts } from "../src/facts/facts.ts"
import type { Data } from "../src/facts/data.ts"
import type { Drawing } from "../src/picture/drawing.ts"
import { Levels } from "../src/picture/levels.ts"
import { DEFAULT, REPORTING, SHOP } from "./shop.ts"

const { Reading } = await import("../src/diagram/reading.ts")
const { store } = await import("../src/state/store.ts")
const { NOTHING } = await import("../src/state/address.ts")

const DATA: Data = {
  ...SHOP,
  procedures: [
    { id: "sell", name: "Sell", href: "", steps: [{ name: "Order", uses: "order" }, { name: "Hand over", by: "web", to: "agent" }] },
    { id: "rest", name: "Rest", href: "", steps: [{ name: "Sleep" }] },
  ],
  views: { all: { ...SHOP.views["all"]!, levels: { vpc: "vpc.js", agent: "agent.js" } } },
}
const facts = new Facts(DATA)

/** A diagram of which a level may be seen, as far as what is read depends on it. */
function reading(svg = shop(), level?: string): InstanceType<typeof Reading> {
  const levels = new Levels(svg, facts, place => `Look inside: ${place}`)
  store.set(NOTHING)
  levels.start.show(REPORTING)
  return new Reading(facts, { view: "all", level, levels, picture: levels.start } as unknown as Drawing)
}

test("without a filter nothing is matched", () => {
  assert.equal(reading().matching(REPORTING), undefined)
})

test("a filter is told how many match here, and how many would with other choices", () => {
  const read = reading()
  read.drawing.picture.show(DEFAULT)
  store.set({ filters: { direction: ["outbound"] } })
  assert.deepEqual(read.matching(DEFAULT), { flows: new Set(), here: 0, elsewhere: 0, places: new Set() })
  store.set({ filters: {}, find: "order" })
  assert.deepEqual(read.matching(DEFAULT), { flows: new Set(["order"]), here: 1, elsewhere: 0, places: new Set() })
})

test("a search brings places, and what touches them", () => {
  const read = reading()
  store.set({ find: "agent" })
  assert.deepEqual(read.matching(REPORTING), { flows: new Set(["tunnel", "report"]), here: 2, elsewhere: 0, places: new Set(["agent"]) })
})

test("what is gone is filtered as it was before", () => {
  const read = reading()
  read.drawing.picture.show(DEFAULT, REPORTING)
  store.set({ find: "report" })
  assert.deepEqual(read.matching(DEFAULT, REPORTING)?.flows, new Set(["report"]))
  store.set({ find: "", filters: { exposure: ["public"] } })
  assert.deepEqual(read.matching(DEFAULT, REPORTING)?.flows, new Set(["order", "tunnel"]))
})

test("what is in a folded box is counted as the tables do", () => {
  const read = reading(folded())
  store.set({ filters: { direction: ["outbound"] } })
  assert.equal(read.matching(REPORTING)?.here, 2)
})

test("a step lights up what it uses, or those who take part in it", () => {
  const read = reading()
  store.set({ step: { view: "all", procedure: "sell", index: 0 } })
  assert.deepEqual([read.lit, read.subject], [{ flows: ["order"] }, "order"])
  store.set({ step: { view: "all", procedure: "sell", index: 1 } })
  assert.deepEqual([read.lit, read.subject], [{ flows: [], places: ["web", "agent"] }, "web"])
})

test("a step of another diagram, of an unknown procedure or beyond the last one is none", () => {
  const read = reading()
  for (const step of [
    { view: "other", procedure: "sell", index: 0 },
    { view: "all", procedure: "rest", index: 0 },
    { view: "all", procedure: "sell", index: 2 },
  ]) {
    store.set({ step })
    assert.equal(read.step, undefined)
  }
  assert.deepEqual(read.procedures.map(({ id }) => id), ["sell"], "only those that use something of the view")
})

test("what is selected stays lit: a flow, or a place with all that touches it", () => {
  const read = reading()
  store.set({ selected: { view: "all", kind: "flow", id: "report" } })
  assert.deepEqual(read.lit, { flows: ["report"] })
  store.set({ selected: { view: "all", kind: "place", id: "agent" } })
  assert.deepEqual(read.lit, { flows: ["tunnel", "report"], places: ["agent"] })
  store.set({ selected: { view: "other", kind: "place", id: "agent" } })
  assert.deepEqual([read.selected, read.lit], [undefined, undefined])
})

test("levels lead from the start inwards, and are named with the view", () => {
  const read = reading(shop(), "agent")
  assert.deepEqual(read.trail, [undefined, "vpc", "agent"])
  assert.equal(read.here, "All: Agent")
  assert.equal(reading().here, "All")
})

test("only what has a picture can be opened, and the levels of other diagrams stay", () => {
  const read = reading()
  assert.deepEqual([read.door("vpc"), read.door("office"), read.door(undefined)], ["vpc", undefined, undefined])
  store.set({ levels: { other: "x", all: "vpc" } })
  assert.equal(read.level, "vpc")
  assert.deepEqual({ ...read.levels("agent") }, { other: "x", all: "agent" })
  assert.deepEqual({ ...read.levels(undefined) }, { other: "x" })
})
