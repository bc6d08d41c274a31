import assert from "node:assert/strict"
import { test } from "node:test"
import type { Flow } from "../src/facts/data.ts"
import { Facts } from "../src/facts/facts.ts"
import { DEFAULT, REPORTING, SHOP } from "./shop.ts"

const facts = new Facts(SHOP)

test("a flow goes over the channel that holds in the configuration", () => {
  assert.equal(facts.state("order", DEFAULT)?.exposure, "public")
  assert.equal(facts.state("order", REPORTING)?.exposure, "private")
  assert.equal(facts.state("order", REPORTING)?.index, 1)
})

test("a flow that does not exist has no state", () => {
  assert.equal(facts.state("report", DEFAULT), undefined)
  assert.equal(facts.state("unheard-of", DEFAULT), undefined)
})

test("the path of an overlay flow holds its existing carriers", () => {
  assert.deepEqual(facts.path("report", REPORTING), new Set(["report", "tunnel"]))
  assert.deepEqual(facts.path("report", DEFAULT), new Set())
})

test("the path of a flow holds the carriers of its carriers, and only those that carry it in the configuration", () => {
  const [order, tunnel, report] = SHOP.flows as [Flow, Flow, Flow]
  const nested = { ...tunnel, carriers: [["order", [{ entrance: ["peered"] }]]] } as const
  const data = { ...SHOP, flows: [order, nested, report] }
  assert.deepEqual(new Facts(data).path("report", REPORTING), new Set(["report", "tunnel", "order"]))
  assert.deepEqual(new Facts(data).path("report", { ...REPORTING, entrance: "open" }), new Set(["report", "tunnel"]))
})

test("an overlay needs the openings of its carriers and none of its own", () => {
  assert.deepEqual(facts.openings("report", REPORTING), ["tunnel"])
})

test("a flow touches the places around what it starts, passes and ends at", () => {
  assert.deepEqual(facts.stops("report"), ["web", "agent", "office"])
  assert.equal(facts.touches("report", "vpc"), true)
  assert.equal(facts.touches("order", "agent"), false)
})
