/* The tables of the page follow what its diagrams show. */
import { changes, defaults, type Configuration } from "./configuration.ts"
import type { Facts } from "./facts.ts"
import { FACETS, Filter } from "./filters.ts"
import { say } from "./parts.ts"
import { store } from "./store.ts"

const written = new WeakMap<Element, string>()

/** The configuration that the page shows. What its address asks for but the model forbids is not shown. */
export function configurationOf(facts: Facts): Configuration {
  const { options } = facts.data
  const known = Object.entries(store.state.chosen).filter(([option, choice]) =>
    options.some(({ id, choices }) => id === option && choices.some(({ id }) => id === choice)),
  )
  return { ...defaults(options), ...Object.fromEntries(known) }
}

/** Show the rows that the reader asks for: all of them until a choice or a filter is made. */
export function showRows(facts: Facts): void {
  const configuration = configurationOf(facts)
  const chosen = Object.keys(changes(facts.data.options, configuration)).length > 0
  const { filters, find } = store.state
  const filtered = FACETS.some(facet => filters[facet]?.length) || find.trim() !== ""
  const filter = new Filter(facts, configuration)
  for (const table of document.querySelectorAll<HTMLElement>(".gp-table")) {
    const openings = table.classList.contains("gp-table--allow-list")
    const rows = [...table.querySelectorAll<HTMLElement>("tr[data-flow]")]
    for (const row of rows) {
      const id = row.dataset["flow"] ?? ""
      const exists = openings ? facts.opens(id, configuration) : facts.state(id, configuration) !== undefined
      row.hidden = (chosen && !exists) || (filtered && !filter.passes(id, filters, find))
      showState(row, facts, id, configuration, chosen)
    }
    const shown = rows.filter(row => !row.hidden).length
    note(table, facts, shown, rows.length)
  }
}

/** The alternative that holds stands out; the class is that of the configuration. */
function showState(row: HTMLElement, facts: Facts, id: string, configuration: Configuration, chosen: boolean): void {
  const state = facts.state(id, configuration)
  const types = [...row.querySelectorAll<HTMLElement>(".gp-type")]
  for (const [index, type] of types.entries()) {
    type.classList.toggle("gp-holds", chosen && types.length > 1 && index === state?.index)
    type.classList.toggle("gp-other-choice", chosen && index !== state?.index)
  }
  const label = row.querySelector(".gp-class")
  if (!label) return
  if (!written.has(label)) written.set(label, label.textContent ?? "")
  const told = chosen && state ? facts.flows.get(id)?.classes[state.exposure] : undefined
  label.textContent = told ?? written.get(label) ?? ""
}

function note(table: HTMLElement, facts: Facts, shown: number, all: number): void {
  const before = table.previousElementSibling
  const found = before?.classList.contains("gp-note") ? before : undefined
  if (shown === all) {
    found?.remove()
    return
  }
  const place = found ?? document.createElement("p")
  place.className = "gp-note"
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = say(facts.data, "reset")
  button.addEventListener("click", () => store.reset())
  place.replaceChildren(say(facts.data, "shown", { n: shown, all }), button)
  if (!found) table.before(place)
}

/** Light up the rows of a flow. */
export function lightRows(flows: ReadonlySet<string>): void {
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-flow],li[data-flow]")) {
    row.classList.toggle("gp-lit", flows.has(row.dataset["flow"] ?? ""))
  }
}
