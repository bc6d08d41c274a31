import assert from "node:assert/strict"
import { test } from "node:test"
import { counted, difference, rule } from "../src/facts/compare.ts"
import { Facts } from "../src/facts/facts.ts"
import { DEFAULT, REPORTING, SHOP } from "./shop.ts"

const shop = new Facts(SHOP)

test("a flow that is in both configurations changes with its channel", () => {
  assert.equal(difference(shop, "order", DEFAULT, { ...DEFAULT, entrance: "peered" }), "changed")
  assert.equal(difference(shop, "order", DEFAULT, DEFAULT), undefined)
})

test("a flow that is in one of them comes or goes", () => {
  assert.equal(difference(shop, "report", DEFAULT, REPORTING), "added")
  assert.equal(difference(shop, "report", REPORTING, DEFAULT), "gone")
  assert.equal(difference(shop, "report", DEFAULT, DEFAULT), undefined)
})

test("a flow changes when it needs other openings over the same channel", () => {
  const report = shop.flows.get("report")
  assert(report)
  const changed = { ...report, channel: [["peering", null]], openings: [["report", [{ entrance: ["open"] }]]], exists: null } as const
  const other = new Facts({ ...SHOP, flows: [changed] })
  assert.equal(difference(other, "report", DEFAULT, { ...DEFAULT, entrance: "peered" }), "changed")
})

test("a rule comes, goes, or changes with what needs it", () => {
  const kept = () => "changed" as const
  assert.equal(rule(false, true, kept), "added")
  assert.equal(rule(true, false, kept), "gone")
  assert.equal(rule(false, false, kept), undefined)
  assert.equal(rule(true, true, kept), "changed")
})

test("differences are counted by kind", () => {
  assert.deepEqual(counted(["added", undefined, "gone", "added"]), { added: 2, gone: 1, changed: 0 })
})
