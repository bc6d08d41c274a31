/* The row of tools above the drawing. */
import { html, nothing, type TemplateResult } from "lit-html"
import type { Data, Option, Procedure } from "./data.ts"
import type { Facts } from "./facts.ts"
import { FACETS } from "./filters.ts"
import { icon, iconButton, say } from "./parts.ts"
import type { Difference } from "./picture.ts"
import { store } from "./store.ts"

export type Menu = "choices" | "filters"

export interface Tools {
  readonly facts: Facts
  readonly options: readonly Option[]
  readonly procedures: readonly Procedure[]
  /** The procedure that the reader walks through. */
  readonly procedure: string | undefined
  /** How many of how many flows match, where there is a filter. */
  readonly matches: string | undefined
  readonly menu: Menu | undefined
  readonly whole: boolean
  readonly open: (menu: Menu) => void
  readonly walk: (procedure: string | undefined) => void
  readonly zoom: (factor: number) => void
  readonly fit: () => void
  readonly fullScreen: () => void
}

const STEP = 1.4

export function toolbar(tools: Tools): TemplateResult {
  const { data } = tools.facts
  const { filters, chosen } = store.state
  const active = FACETS.reduce((sum, facet) => sum + (filters[facet]?.length ?? 0), 0)
  const changed = tools.options.filter(({ id }) => chosen[id]).length
  return html`<div class="bar" role="group" aria-label=${say(data, "tools")}>
    ${search(data)} ${tools.matches ? html`<span class="matches" aria-hidden="true">${tools.matches}</span>` : nothing}
    ${opener(tools, "filters", "filter", active)} ${tools.options.length ? opener(tools, "choices", "options", changed) : nothing}
    ${tools.procedures.length ? procedures(tools) : nothing}
    <span class="space"></span>
    ${iconButton("minus", say(data, "zoomOut"), () => tools.zoom(1 / STEP))} ${iconButton("plus", say(data, "zoomIn"), () => tools.zoom(STEP))}
    ${iconButton("fit", say(data, "fit"), tools.fit)}
    ${document.fullscreenEnabled
      ? iconButton(tools.whole ? "leave" : "full", say(data, tools.whole ? "leaveFullScreen" : "fullScreen"), tools.fullScreen)
      : nothing}
  </div>`
}

function search(data: Data): TemplateResult {
  return html`<label class="find">
    ${icon("find")}
    <input
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder=${say(data, "search")}
      aria-label=${say(data, "search")}
      .value=${store.state.find}
      @input=${(event: Event) => store.set({ find: (event.target as HTMLInputElement).value })}
    />
  </label>`
}

function opener({ facts, menu, open }: Tools, opens: Menu, name: "filter" | "options", count: number): TemplateResult {
  const label = say(facts.data, name)
  return html`<button
    type="button"
    class="tool labelled"
    title=${label}
    aria-controls=${menu === opens ? opens : nothing}
    aria-expanded=${menu === opens}
    data-menu=${opens}
    @click=${() => open(opens)}
  >
    ${icon(name)}<span>${label}</span>${count ? html`<span class="active">${count}</span>` : nothing}
  </button>`
}

function procedures({ facts, procedures, procedure, walk }: Tools): TemplateResult {
  const label = say(facts.data, "procedures")
  return html`<label class="tool labelled walk" title=${label}>
    ${icon("walk")}
    <select aria-label=${label} @change=${(event: Event) => walk((event.target as HTMLSelectElement).value || undefined)}>
      <option value="" .selected=${!procedure}>${label}</option>
      ${procedures.map(({ id, name }) => html`<option value=${id} .selected=${id === procedure}>${name}</option>`)}
    </select>
  </label>`
}

/** What the marks of a comparison mean, with how many there are. */
export function marks(data: Data, differences: Iterable<Difference>): TemplateResult {
  const all = [...differences]
  const count = (mark: Difference) => all.filter(difference => difference === mark).length
  const kinds: readonly Difference[] = ["added", "gone", "changed"]
  return html`<ul class="marks">
    ${kinds.map(mark => html`<li><span class="number">${count(mark)}</span> ${say(data, mark)}</li>`)}
  </ul>`
}
