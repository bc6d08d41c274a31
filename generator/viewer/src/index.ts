import { Diagram } from "./diagram/diagram.ts"
import { rove } from "./motion/rove.ts"
import { Bar } from "./tables/bar.ts"
import { Choices } from "./tables/choices.ts"
import { Page } from "./tables/page.ts"
import { Rules } from "./tables/rules.ts"

const ELEMENTS = [
  ["groundplan-facts", Page],
  ["groundplan-diagram", Diagram],
  ["groundplan-bar", Bar],
  ["groundplan-choices", Choices],
  ["groundplan-rules", Rules],
] as const

for (const [name, element] of ELEMENTS) {
  if (!customElements.get(name)) customElements.define(name, element)
}
;(globalThis as { gpStop?: typeof rove }).gpStop = rove // for tables.js
