import assert from "node:assert/strict"
import { test } from "node:test"
import { Facts } from "../src/facts/facts.ts"
import { Filter } from "../src/facts/filters.ts"
import { DEFAULT, REPORTING, SHOP, TEXTS } from "./shop.ts"

const FLOWS = ["order", "tunnel", "report"]
const filter = new Filter(new Facts(SHOP, () => TEXTS), REPORTING)
const passing = (...asked: [Parameters<Filter["passes"]>[1], string]) => FLOWS.filter(flow => filter.passes(flow, ...asked))

test("without filters all flows pass", () => {
  assert.deepEqual(passing({}, ""), FLOWS)
})

test("values of a facet are alternatives, facets must all fit", () => {
  assert.deepEqual(passing({ direction: ["outbound"] }, ""), ["tunnel", "report"])
  assert.deepEqual(passing({ direction: ["inbound", "outbound"], exposure: ["private"] }, ""), ["order", "report"])
})

test("who asks for a whole means its parts", () => {
  assert.deepEqual(passing({ data: ["orders"] }, ""), ["order", "report"])
  assert.deepEqual(passing({ data: ["addresses"] }, ""), ["order"])
})

test("the exposure is that of the configuration", () => {
  assert.equal(new Filter(new Facts(SHOP), DEFAULT).passes("order", { exposure: ["public"] }, ""), true)
  assert.equal(filter.passes("order", { exposure: ["public"] }, ""), false)
})

test("names are found in any language and in any case, places' names, too, and numbers only whole", () => {
  assert.deepEqual(passing({}, "SALES rep"), ["report"])
  assert.deepEqual(passing({}, "사무실"), FLOWS)
  assert.deepEqual(passing({}, "web"), ["order", "report"])
  assert.deepEqual(passing({}, "2"), ["tunnel"])
  assert.deepEqual(passing({}, "nothing of the kind"), [])
})

test("a place is found by its name, and brings what starts, passes or ends inside of it", () => {
  assert.deepEqual(filter.places("büro"), new Set(["office"]))
  assert.deepEqual(filter.places(""), new Set())
  assert.deepEqual(passing({}, "agent"), ["tunnel", "report"])
  assert.deepEqual(passing({}, "vpc"), FLOWS)
})

test("counts keep the other facets and leave out what nothing would match", () => {
  const counts = filter.counts("purpose", FLOWS, { direction: ["inbound"], purpose: ["sales"] }, "")
  assert.deepEqual(counts, [{ value: "sales", name: "Sales", count: 1, chosen: true }])
  const all = filter.counts("purpose", FLOWS, {}, "")
  assert.deepEqual(all.map(({ name, count }) => [name, count]), [["Sales", 2], ["Tunnel", 1]])
})

test("until the texts have come, names are found in the language of the page alone", () => {
  const told = new Filter(new Facts(SHOP), REPORTING)
  assert.equal(told.finds("report", "사무실"), false)
  assert.equal(told.finds("report", "büro"), true)
})
