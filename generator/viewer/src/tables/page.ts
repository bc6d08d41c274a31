import { extras } from "../extras/extras.ts"
import type { Facts } from "../facts/facts.ts"
import { withFacts } from "../facts/source.ts"
import { jump } from "../motion/sight.ts"
import { store } from "../state/store.ts"
import { markAbsent } from "./absent.ts"
import { showCharts } from "./charts.ts"
import { configurationOf, holdRows, isAsked, lightRows, showRows } from "./tables.ts"

/** `<groundplan-facts>`: tells where the facts of a page are, and lets its tables follow the reader's choices. */
export class Page extends HTMLElement {
  #connection: AbortController | undefined

  connectedCallback(): void {
    withFacts(this, facts => this.#begin(facts))
  }

  #begin(facts: Facts): void {
    if (this.#connection) return
    this.#connection = new AbortController()
    const { signal } = this.#connection
    const light = () => lightRows(new Set(store.lit.flatMap(flow => [...facts.path(flow, configurationOf(facts))])))
    store.addEventListener("change", () => show(facts), { signal })
    store.addEventListener("light", light, { signal })
    const point = (event: Event) => {
      if (!(event.target instanceof Element) || event.target.closest("groundplan-diagram")) return
      const flow = event.target.closest<HTMLElement>("tr[data-flow],li[data-flow],a[data-flow]")?.dataset["flow"]
      store.light(flow ? [flow] : [])
    }
    document.addEventListener("click", event => select(event, facts), { capture: true, signal })
    for (const type of ["pointerover", "focusin"]) document.addEventListener(type, point, { signal })
    store.follow()
    show(facts)
    void holdRows(facts).catch(() => undefined) // the first rows stay, and lead to all
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
  }
}

/** Let all that stands around the drawings of the page show what the reader asks for. */
function show(facts: Facts): void {
  const configuration = configurationOf(facts)
  showRows(facts)
  showCharts(facts, configuration)
  markAbsent(facts, isAsked(facts) ? configuration : undefined)
}

/** What has a picture on its page leads there: a number to its connection, a claim to all that it was judged over. Without this script, and
 * on pages without a picture of it, the link leads where it says. */
function select(event: MouseEvent, facts: Facts): void {
  if (!(event.target instanceof Element) || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const link = event.target.closest<HTMLAnchorElement>("[data-show], a.gp-badge, .gp-number > a, .gp-numbers > a, .gp-key a")
  const [kind, id] = link?.dataset["show"]?.split(".") ?? ["flow", /#flow-(.+)$/.exec(link?.href ?? "")?.[1]]
  if (!link || !id || (kind !== "flow" && kind !== "claim")) return
  const svg = nearest(link, kind === "flow" ? [id] : facts.judged(id), facts)
  const diagram = svg?.closest("groundplan-diagram")
  if (!svg || !diagram) return
  event.preventDefault()
  event.stopPropagation() // or the theme would follow the link
  store.set({ selected: { view: svg.dataset["view"] ?? "", kind, id }, step: undefined })
  jump(diagram)
  const read = () => diagram.shadowRoot?.querySelector<HTMLElement>("#subject")?.focus({ preventScroll: true })
  extras().then(read, () => undefined) // the diagram says that they cannot be had
}

/** Of the drawings of a page, that which has the most of some flows; of equals, the nearest. What runs inside of a folded box counts half. */
function nearest(link: Element, flows: readonly string[], { data }: Facts): SVGElement | undefined {
  const { top } = link.getBoundingClientRect()
  const drawn = [...document.querySelectorAll<SVGElement>("groundplan-diagram > .gp-canvas > svg[data-view]")].map(svg => {
    const folded = data.views[svg.dataset["view"] ?? ""]?.flows ?? {}
    const has = (flow: string) => (svg.querySelector(`.gp-badge[data-flow="${flow}"]`) ? 1 : flow in folded ? 0.5 : 0)
    return { svg, share: flows.reduce((sum, flow) => sum + has(flow), 0), far: Math.abs(svg.getBoundingClientRect().top - top) }
  })
  return drawn.filter(({ share }) => share).sort((a, b) => b.share - a.share || a.far - b.far)[0]?.svg
}
