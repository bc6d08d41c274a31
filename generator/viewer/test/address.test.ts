import assert from "node:assert/strict"
import { test } from "node:test"
import { NOTHING, read as readMaps, write, type State } from "../src/state/address.ts"

/** What is read, with objects that compare like those that are written here. */
const read = (query: string) => structuredClone(readMaps(query))

const BUSY: State = {
  chosen: { "api-access": "private", "tunnel-mode": "relayed" },
  filters: { direction: ["inbound", "outbound"], data: ["alerts"] },
  find: "Büro & Lager",
  selected: { view: "overview", kind: "flow", id: "send-alerts" },
  before: { "api-access": "public" },
  levels: { overview: "eks", _all: "vendor-account" },
  step: undefined,
  chart: false,
}

test("a state survives its address", () => {
  assert.deepEqual(read(write(BUSY, "")), BUSY)
  const walking: State = { ...structuredClone(NOTHING), before: {}, selected: undefined, step: { view: "overview", procedure: "access", index: 2 }, chart: true }
  assert.deepEqual(read(write(walking, "")), walking)
})

test("an address can be read by people", () => {
  const state: State = { ...NOTHING, chosen: { "api-access": "private" }, filters: { party: ["aws"] } }
  assert.equal(write(state, ""), "?with=api-access.private&only=party.aws")
})

test("a view of our own has an underscore before its name, wherever it stands in a list", () => {
  assert.deepEqual(read("?in=_all.eks_overview.vpc").levels, { _all: "eks", overview: "vpc" })
  assert.deepEqual(read("?in=overview.vpc__all.eks").levels, { overview: "vpc", _all: "eks" })
})

test("a comparison with the defaults is told from none", () => {
  assert.deepEqual(read("?compare=1").before, {})
  assert.equal(read("").before, undefined)
  assert.equal(write({ ...NOTHING, before: {} }, ""), "?compare=1")
})

test("a chart without a procedure is not asked for", () => {
  assert.equal(write({ ...NOTHING, chart: true }, ""), "")
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
