import assert from "node:assert/strict"
import { test } from "node:test"
import { NOTHING, read, write, type State } from "../src/address.ts"

const BUSY: State = {
  chosen: { "api-access": "private", "tunnel-mode": "relayed" },
  filters: { direction: ["inbound", "outbound"], data: ["alerts"] },
  find: "Büro & Lager",
  selected: { view: "overview", kind: "flow", id: "send-alerts" },
  step: undefined,
  compare: true,
}

test("a state survives its address", () => {
  assert.deepEqual(read(write(BUSY, "")), BUSY)
  const walking: State = { ...NOTHING, selected: undefined, step: { view: "overview", procedure: "access", index: 2 } }
  assert.deepEqual(read(write(walking, "")), walking)
})

test("an address can be read by people", () => {
  const state: State = { ...NOTHING, chosen: { "api-access": "private" }, filters: { party: ["aws"] } }
  assert.equal(write(state, ""), "?with=api-access.private&only=party.aws")
})

test("nothing leaves no trace, and what is not ours stays", () => {
  assert.equal(write(NOTHING, ""), "")
  assert.equal(write(NOTHING, "?h=tunnel&with=a.b&compare=1"), "?h=tunnel")
})

test("what makes no sense is passed over", () => {
  const { chosen, filters, selected, step } = read("?with=a_b.c_.d&only=colour.red_party.aws&at=overview.cloud.x&step=overview.access.0")
  assert.deepEqual(chosen, { b: "c" })
  assert.deepEqual(filters, { party: ["aws"] })
  assert.equal(selected, undefined)
  assert.equal(step, undefined)
})
