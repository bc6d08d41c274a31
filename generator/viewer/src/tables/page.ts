import type { Data } from "../facts/data.ts"
import { Facts } from "../facts/facts.ts"
import { withFacts } from "../facts/source.ts"
import { store } from "../state/store.ts"
import marks from "../styles/marks.css"
import style from "../styles/page.css"
import { configurationOf, lightRows, showRows } from "./tables.ts"

const sheet = new CSSStyleSheet()
sheet.replaceSync(style + marks)

/** `<groundplan-facts>`: tells where the facts of a page are, and lets its tables follow the reader's choices. */
export class Page extends HTMLElement {
  #connection: AbortController | undefined

  connectedCallback(): void {
    withFacts(this, data => this.#begin(data))
  }

  #begin(data: Data): void {
    if (this.#connection) return
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
    const facts = new Facts(data)
    this.#connection = new AbortController()
    const { signal } = this.#connection
    const light = () => lightRows(new Set(store.lit.flatMap(flow => [...facts.path(flow, configurationOf(facts))])))
    store.addEventListener("change", () => showRows(facts), { signal })
    store.addEventListener("light", light, { signal })
    const point = (event: Event) => {
      if (!(event.target instanceof Element) || event.target.closest("groundplan-diagram")) return
      const flow = event.target.closest<HTMLElement>("tr[data-flow],li[data-flow],a[data-flow]")?.dataset["flow"]
      store.light(flow ? [flow] : [])
    }
    document.addEventListener("click", select, { capture: true, signal })
    for (const type of ["pointerover", "focusin"]) document.addEventListener(type, point, { signal })
    store.follow()
    showRows(facts)
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
  }
}

/** A row's number in the explorer's table leads to its flow in the map beside, and without this script to its entry. */
function select(event: MouseEvent): void {
  if (!(event.target instanceof Element) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const number = event.target.closest(".gp-explorer .gp-number a")
  const id = number?.closest<HTMLElement>("tr")?.dataset["flow"]
  const diagram = number?.closest(".gp-explorer")?.querySelector("groundplan-diagram")
  const view = diagram?.querySelector<SVGElement>("svg[data-view]")?.dataset["view"]
  if (!id || !diagram || !view) return
  event.preventDefault()
  event.stopPropagation() // or the theme would follow the link
  store.set({ selected: { view, kind: "flow", id }, step: undefined })
  diagram.scrollIntoView({ block: "center" })
  diagram.shadowRoot?.querySelector<HTMLElement>("#subject")?.focus({ preventScroll: true })
}
