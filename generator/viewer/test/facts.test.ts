import assert from "node:assert/strict"
import { test } from "node:test"
import type { Flow } from "../src/data.ts"
import { Facts } from "../src/facts.ts"
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

test("of the carriers that a channel names, those belong to a flow that meet it and lead to nowhere that only others pass", () => {
  const mesh = { name: "Mesh", exposure: "private", layer: "overlay", encryption: "", carriers: ["tunnel", "clerk-tunnel", "clerk-call", "call"] } as const
  const [order, tunnel, report] = SHOP.flows as [Flow, Flow, Flow]
  const always = { ...tunnel, exists: null, channel: [["internet", null]] } as const
  const data = {
    ...SHOP,
    channels: { ...SHOP.channels, mesh },
    places: { ...SHOP.places, clerk: { name: "Clerk", href: "", kind: "Person" }, phone: { name: "Phone", href: "", kind: "Agent" } },
    flows: [
      order,
      always,
      { ...report, channel: [["mesh", null]] as const },
      { ...report, id: "clerk-report", from: "clerk", through: ["phone", "agent"] },
      { ...always, id: "clerk-tunnel", to: "phone" },
      { ...always, id: "clerk-call", from: "phone", to: "office" },
      { ...always, id: "call", from: "clerk", to: "phone" },
    ],
  }
  assert.deepEqual(new Facts(data).path("report", REPORTING), new Set(["report", "tunnel"]))
  assert.deepEqual(new Facts(data).path("clerk-report", REPORTING), new Set(["clerk-report", "call", "clerk-call", "clerk-tunnel", "tunnel"]))
})

test("an overlay needs the openings of its carriers and none of its own", () => {
  assert.deepEqual(facts.openings("report", REPORTING), ["tunnel"])
  assert.equal(facts.opens("report", REPORTING), false)
  assert.equal(facts.opens("order", DEFAULT), true)
})

test("a flow touches the places around what it starts, passes and ends at", () => {
  assert.deepEqual(facts.stops("report"), ["web", "agent", "office"])
  assert.equal(facts.touches("report", "vpc"), true)
  assert.equal(facts.touches("order", "agent"), false)
})
