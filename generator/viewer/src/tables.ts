/* The tables of the page follow what its diagrams show. */
import { counted, DIFFERENCES, difference, opening, type Difference } from "./compare.ts"
import { changes, defaults, type Configuration } from "./configuration.ts"
import type { Facts } from "./facts.ts"
import { FACETS, Filter } from "./filters.ts"
import { say } from "./parts.ts"
import { mark } from "./picture.ts"
import { store } from "./store.ts"

const written = new WeakMap<Element, string>()

/** The configuration that the page shows. What its address asks for but the model forbids is not shown. */
export function configurationOf(facts: Facts): Configuration {
  return complete(facts, store.state.chosen)
}

/** The configuration that it is compared with, if any. */
export function before(facts: Facts): Configuration | undefined {
  return store.state.before && complete(facts, store.state.before)
}

function complete({ data: { options } }: Facts, chosen: Readonly<Record<string, string>>): Configuration {
  const known = Object.entries(chosen).filter(([option, choice]) =>
    options.some(({ id, choices }) => id === option && choices.some(({ id }) => id === choice)),
  )
  return { ...defaults(options), ...Object.fromEntries(known) }
}

/** Show the rows that the reader asks for: all of them until a choice or a filter is made. */
export function showRows(facts: Facts): void {
  const configuration = configurationOf(facts)
  const old = before(facts)
  const chosen = old !== undefined || Object.keys(changes(facts.data.options, configuration)).length > 0
  const { filters, find } = store.state
  const filtered = FACETS.some(facet => filters[facet]?.length) || find.trim() !== ""
  const filter = new Filter(facts, configuration)
  for (const table of document.querySelectorAll<HTMLElement>(".gp-table")) {
    const openings = table.classList.contains("gp-table--allow-list")
    const rows = [...table.querySelectorAll<HTMLElement>("tr[data-flow]")]
    const differences: (Difference | undefined)[] = []
    for (const row of rows) {
      const id = row.dataset["flow"] ?? ""
      const differs = old && (openings ? opening : difference)(facts, id, old, configuration)
      const exists = openings ? facts.opens(id, configuration) : facts.state(id, configuration) !== undefined
      row.hidden = (chosen && !exists && !differs) || (filtered && !filter.passes(id, filters, find))
      if (!row.hidden) differences.push(differs)
      label(row, facts, differs)
      showState(row, facts, id, configuration, chosen)
    }
    const shown = rows.filter(row => !row.hidden).length
    note(table, facts, shown, rows.length, old && counted(differences))
  }
}

/** Say in a row what becomes of its flow. */
function label(row: HTMLElement, facts: Facts, differs: Difference | undefined): void {
  mark(row, differs)
  const said = row.querySelector(".gp-difference")
  if (!differs) return said?.remove()
  const chip = said ?? document.createElement("span")
  chip.className = `gp-difference gp-${differs}`
  chip.textContent = say(facts.data, differs)
  if (!said) (row.querySelector(".gp-name") ?? row.firstElementChild)?.append(" ", chip)
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

function note(table: HTMLElement, facts: Facts, shown: number, all: number, counts: Record<Difference, number> | undefined): void {
  const { data } = facts
  const above = table.previousElementSibling
  const found = above?.classList.contains("gp-shown") ? above : undefined
  if (shown === all && !counts) {
    found?.remove()
    return
  }
  const place = found ?? document.createElement("p")
  place.className = "gp-shown"
  const button = document.createElement("button")
  button.type = "button"
  button.textContent = say(data, "reset")
  button.addEventListener("click", () => store.reset())
  const differences = counts ? DIFFERENCES.map(kind => `${say(data, kind)}: ${counts[kind]}`).join(" · ") : ""
  const told = [say(data, "shown", { n: shown, all }), differences].map(text => Object.assign(document.createElement("span"), { textContent: text }))
  place.replaceChildren(...told.filter(({ textContent }) => textContent), button)
  if (!found) table.before(place)
}

/** Light up the rows of a flow. */
export function lightRows(flows: ReadonlySet<string>): void {
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-flow],li[data-flow]")) {
    row.classList.toggle("gp-lit", flows.has(row.dataset["flow"] ?? ""))
  }
}
