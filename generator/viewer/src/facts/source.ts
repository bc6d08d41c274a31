/* Where the facts of a page are. */
import type { Data } from "./data.ts"
import { parsed as parsedFacts } from "./names.ts"

let source: Element | undefined
let parsed: Data | undefined

/** The facts of the page that is shown now, or undefined where it has none. */
export function pageData(): Data | undefined {
  const block = document.querySelector<HTMLTemplateElement>("template[data-groundplan=facts]")
  if (!block) return undefined
  if (block !== source) {
    source = block
    parsed = parsedFacts<Data>(block.content.textContent ?? "")
  }
  return parsed
}
