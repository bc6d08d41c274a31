/* The rows above the drawing: tools, marks of a comparison, the way to a level. */
import { html, nothing, svg, type TemplateResult } from "lit-html"
import { counted, DIFFERENCES, type Difference } from "../facts/compare.ts"
import type { Configuration } from "../facts/configuration.ts"
import type { Option, Procedure } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { FACETS } from "../facts/filters.ts"
import { SIGNS } from "../picture/marks.ts"
import { icon, iconButton, say } from "./parts.ts"
import { store } from "../state/store.ts"

export type Menu = "choices" | "filters" | "forms"

export interface Tools {
  readonly facts: Facts
  /** Those that are chosen here; none where the page has a bar for them. */
  readonly options: readonly Option[]
  readonly procedures: readonly Procedure[]
  /** The procedure that the reader walks through. */
  readonly procedure: string | undefined
  /** How many of how many flows match, where there is a filter. */
  readonly matches: string | undefined
  readonly menu: Menu | undefined
  readonly whole: boolean
  /** Whether there is a drawing to move, and no chart in its place. */
  readonly moves: boolean
  readonly open: (menu: Menu) => void
  readonly walk: (procedure: string | undefined) => void
  readonly zoom: (factor: number) => void
  readonly fit: () => void
  readonly copy: () => void
  readonly fullScreen: () => void
}

const STEP = 1.4

export function toolbar(tools: Tools): TemplateResult {
  const { data } = tools.facts
  const { filters, chosen } = store.state
  const active = FACETS.reduce((sum, facet) => sum + (filters[facet]?.length ?? 0), 0)
  const changed = tools.options.filter(({ id }) => chosen[id]).length
  return html`<div class="bar" role="group" aria-label=${say(data, "tools")}>
    ${search(tools)}
    ${opener(tools, "filters", "filter", active)} ${tools.options.length ? opener(tools, "choices", "options", changed) : nothing}
    ${tools.procedures.length ? procedures(tools) : nothing}
    <span class="space"></span>
    ${iconButton("minus", say(data, "zoomOut"), () => tools.zoom(1 / STEP), !tools.moves)}
    ${iconButton("plus", say(data, "zoomIn"), () => tools.zoom(STEP), !tools.moves)} ${iconButton("fit", say(data, "fit"), tools.fit, !tools.moves)}
    <button type="button" class="tool labelled copy" title=${say(data, "copy")} @click=${tools.copy}>${icon("link")}<span>${say(data, "copy")}</span></button>
    ${opener(tools, "forms", "save", 0)}
    ${document.fullscreenEnabled
      ? iconButton(tools.whole ? "leave" : "full", say(data, tools.whole ? "leaveFullScreen" : "fullScreen"), tools.fullScreen)
      : nothing}
  </div>`
}

function search({ facts: { data }, matches }: Tools): TemplateResult {
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
    ${matches ? html`<span class="matches" aria-hidden="true">${matches}</span>` : nothing}
  </label>`
}

function opener({ facts, menu, open }: Tools, opens: Menu, name: "filter" | "options" | "save", count: number): TemplateResult {
  const label = say(facts.data, name)
  return html`<button
    type="button"
    class="tool labelled ${name}"
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

/** What the marks of a comparison mean, with how many there are, and with what it compares. */
export function marks(facts: Facts, differences: Iterable<Difference>, before: Configuration | undefined): TemplateResult {
  const { data } = facts
  const counts = counted(differences)
  const chosen = data.options.flatMap(({ id, choices, default: usual }) => choices.filter(choice => before?.[id] === choice.id && choice.id !== usual))
  return html`<ul class="marks">
    ${DIFFERENCES.map(mark => html`<li>
        <svg class="sign" viewBox="-9 -9 18 18" aria-hidden="true">${svg`<circle r="8" /><path d=${SIGNS[mark]} />`}</svg>
        ${counts[mark]} ${say(data, mark)}
      </li>`)}
    <li class="quiet">${before || !data.since ? say(data, "compared", { choices: chosen.map(({ name }) => name).join(", ") || say(data, "usual") }) : data.since.said}</li>
  </ul>`
}

/** The way from the start picture to the level that is opened. */
export function trail(facts: Facts, start: string, levels: readonly string[], go: (level: string | undefined) => void): TemplateResult {
  const { data } = facts
  const name = (level: string) => data.places[level]?.name ?? level
  return html`<nav class="trail" aria-label=${say(data, "levels")}>
    <ol>
      ${[undefined, ...levels.slice(0, -1)].map(
        level => html`<li><button type="button" class="reference" @click=${() => go(level)}>${level === undefined ? start : name(level)}</button></li>`,
      )}
      ${levels.slice(-1).map(level => html`<li aria-current="location">${name(level)}</li>`)}
    </ol>
  </nav>`
}
