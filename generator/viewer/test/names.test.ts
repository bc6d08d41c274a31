import assert from "node:assert/strict"
import { test } from "node:test"
import { allowed, changes, defaults, holds } from "../src/facts/configuration.ts"
import type { Data, Option } from "../src/facts/data.ts"
import { Facts } from "../src/facts/facts.ts"
import { Filter } from "../src/facts/filters.ts"
import { byName, having, parsed } from "../src/facts/names.ts"
import { say } from "../src/frame/parts.ts"
import { NOTHING, read, write } from "../src/state/address.ts"
import { SHOP } from "./shop.ts"

/** What every object of JavaScript has, besides what was put into it. */
const INHERITED = ["__proto__", ...Object.getOwnPropertyNames(Object.prototype)]

const facts = () => new Facts(parsed<Data>(JSON.stringify(SHOP)))

test("a map has nothing but what was put there", () => {
  for (const name of INHERITED) {
    assert.equal(byName<string>()[name], undefined, name)
    assert.equal(parsed<Record<string, string>>("{}")[name], undefined, name)
    assert.equal(parsed<{ a: Record<string, string>[] }>('{"a":[{}]}').a[0]?.[name], undefined, name)
    assert.deepEqual(Object.entries(having(byName(), name, 1)), [[name, 1]])
    assert.deepEqual(Object.entries(parsed<object>(`{"${name}": {"a": 1}}`)).map(([key]) => key), [name])
  }
})

test("facts know nothing of what nobody named", () => {
  for (const name of INHERITED) {
    const known = facts()
    assert.deepEqual(known.around(name), [])
    assert.equal(known.touches("order", name), false)
    assert.equal(known.state(name, defaults(known.data.options)), undefined)
    assert.deepEqual([...known.guards(name)], [])
    assert.deepEqual(known.wholes(name), [name])
    assert.equal(known.data.views[name], undefined)
    assert.equal(new Filter(known, {}).passes("order", { party: [name] }, ""), false)
  }
})

test("names that every object has are names like others", () => {
  for (const name of INHERITED) {
    const option = { id: name, name, href: "", default: "off", choices: [{ id: "off", name: "" }, { id: name, name: "" }] } as Option
    const usual = defaults([option])
    assert.equal(usual[name], "off")
    const other = having(usual, name, name)
    assert.equal(holds([byName([[name, [name]]])], other), true)
    assert.equal(holds([byName([[name, [name]]])], usual), false)
    assert.equal(allowed([option], other), true)
    assert.deepEqual(Object.entries(changes([option], other)), [[name, name]])
    assert.deepEqual(Object.keys(changes([option], usual)), [])
    assert.equal(changes([option], usual)[name], undefined)
  }
})

test("an address may name them", () => {
  for (const name of INHERITED.filter(name => !name.includes("_"))) {
    const state = { ...NOTHING, chosen: byName([[name, name]]), levels: byName([[name, name]]) }
    const query = write({ ...state, selected: { view: name, kind: "place", id: name } }, "")
    const found = read(query)
    assert.deepEqual([Object.entries(found.chosen), Object.entries(found.levels)], [[[name, name]], [[name, name]]])
    assert.deepEqual({ ...found.selected }, { view: name, kind: "place", id: name })
    assert.equal(read("").chosen[name], undefined)
    assert.equal(read("").levels[name], undefined)
  }
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined)
  read("?with=__proto__.polluted&in=__proto__.polluted&only=__proto__.polluted&compare=__proto__.polluted")
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined)
})

test("a message has values for what it is given", () => {
  const { data } = facts()
  for (const name of INHERITED) assert.equal(say(data, `{${name}}`), `{${name}}`)
  assert.equal(say(data, "constructor"), "constructor")
  assert.equal(say(data, "{constructor}", { ["constructor"]: 1 }), "1")
})
