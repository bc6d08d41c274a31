import assert from "node:assert/strict"
import { test } from "node:test"
import { allowed, changes, deciding, defaults, holds, tied } from "../src/facts/configuration.ts"
import { Facts } from "../src/facts/facts.ts"
import { DEFAULT, REPORTING, SHOP } from "./shop.ts"

test("a guard holds where all options of one of its alternatives have a choice that is named", () => {
  const guard = [{ entrance: ["peered"], reports: ["on"] }, { entrance: ["open"] }]
  assert.equal(holds(guard, DEFAULT), true)
  assert.equal(holds(guard, REPORTING), true)
  assert.equal(holds(guard, { entrance: "peered", reports: "off" }), false)
})

test("no guard holds always, and one without alternatives never", () => {
  assert.equal(holds(null, DEFAULT), true)
  assert.equal(holds(undefined, DEFAULT), true)
  assert.equal(holds([], DEFAULT), false)
})

test("a configuration is told by what differs from the defaults", () => {
  assert.deepEqual({ ...defaults(SHOP.options) }, DEFAULT)
  assert.deepEqual({ ...changes(SHOP.options, DEFAULT) }, {})
  assert.deepEqual({ ...changes(SHOP.options, { entrance: "peered", reports: "off" }) }, { entrance: "peered" })
})

test("what a choice requires must be chosen", () => {
  assert.equal(allowed(SHOP.options, REPORTING), true)
  assert.equal(allowed(SHOP.options, { entrance: "open", reports: "on" }), false)
  assert.equal(allowed(SHOP.options, { entrance: "open", reports: "unheard-of" }), false)
})

test("a view asks only about the options that decide how it looks", () => {
  const asked = (view: string, data = SHOP) => deciding(data.options, new Facts(data).guards(view)).map(option => option.id)
  assert.deepEqual(asked("all"), ["entrance", "reports"])
  assert.deepEqual(asked("orders", { ...SHOP, views: { orders: { name: "Orders", flows: { order: null } } } }), ["entrance"])
})

test("options come with those that decide whether their choices are allowed, however far", () => {
  const choice = (id: string, requires = {}) => ({ id, name: id, requires, excludes: {} })
  const option = (id: string, requires = {}) => ({ id, name: id, href: "", default: "off", choices: [choice("off"), choice("on", requires)] })
  const options = [option("road", { bridge: ["on"] }), option("bridge"), option("toll", { road: ["on"] }), option("weather")]
  assert.deepEqual(tied(options, ["bridge"]).map(({ id }) => id), ["road", "bridge", "toll"])
  assert.deepEqual(tied(options, ["weather"]).map(({ id }) => id), ["weather"])
  assert.deepEqual(tied(options, []), [])
})
