import { Diagram } from "./diagram/diagram.ts"
import { Page } from "./tables/page.ts"

for (const [name, element] of [["groundplan-facts", Page], ["groundplan-diagram", Diagram]] as const) {
  if (!customElements.get(name)) customElements.define(name, element)
}
