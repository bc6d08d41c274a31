/* The tables of the page follow what its diagrams show. */
import { RULES, showCases, showCells } from "./cells.ts"
import { counted, DIFFERENCES, difference, rule, type Difference } from "../facts/compare.ts"
import { allowed, changes, defaults, holds, type Configuration } from "../facts/configuration.ts"
import type { Guard } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { byName, parsed } from "../facts/names.ts"
import { FACETS, Filter } from "../facts/filters.ts"
import { extras, type LongTable } from "../extras/extras.ts"
import { say } from "../frame/parts.ts"
import { label } from "../picture/marks.ts"
import { store } from "../state/store.ts"

/** What the cells of a row tell of. */
const told = new WeakMap<HTMLElement, string>()

/** The configuration that the page shows, or a `view` in it, which may start with choices of its own. */
export function configurationOf(facts: Facts, view?: string): Configuration {
  return complete(facts, store.state.chosen, view)
}

/** The configuration that it is compared with, if any. */
export function before(facts: Facts, view?: string): Configuration | undefined {
  return store.state.before && complete(facts, store.state.before, view)
}

/** What an address asks for but the model does not have is not shown. The reader's choices come before those of a view. */
function complete({ data: { options, views } }: Facts, chosen: Readonly<Record<string, string>>, view?: string): Configuration {
  const known = Object.entries(chosen).filter(([option, choice]) =>
    options.some(({ id, choices }) => id === option && choices.some(({ id }) => id === choice)),
  )
  const asked = byName([...Object.entries(defaults(options)), ...known])
  const started = byName([...Object.entries(defaults(options)), ...Object.entries(views[view ?? ""]?.start ?? {}), ...known])
  return allowed(options, started) ? started : asked
}

/** Whether the reader asks for other choices than the defaults, or for a comparison. */
export function isAsked(facts: Facts): boolean {
  return before(facts) !== undefined || Object.keys(changes(facts.data.options, configurationOf(facts))).length > 0
}

/** Show the rows that the reader asks for: all of them until a choice or a filter is made, but only the rules of the defaults. */
export function showRows(facts: Facts): void {
  const configuration = configurationOf(facts)
  const old = before(facts)
  const chosen = isAsked(facts)
  const { filters, find } = store.state
  const filtered = FACETS.some(facet => filters[facet]?.length) || find.trim() !== ""
  const filter = new Filter(facts, configuration)
  const now = JSON.stringify([configuration, old])
  for (const table of document.querySelectorAll<HTMLElement>(".gp-table")) {
    const openings = table.matches(RULES)
    const alone = chosen || openings
    const rows = rowsOf(table)
    const differences = new Map<HTMLElement, Difference | undefined>()
    for (const row of rows) {
      const id = row.dataset["flow"] ?? ""
      const changed = () => old && difference(facts, id, old, configuration)
      const differs = old && openings ? rule(applies(row, old), applies(row, configuration), changed) : changed()
      const exists = openings ? applies(row, configuration) : facts.state(id, configuration) !== undefined
      const hidden = (alone && !exists && !differs) || (filtered && !filter.passes(id, filters, find))
      if (row.hidden !== hidden) row.hidden = hidden
      if (!hidden) differences.set(row, differs)
    }
    for (const long of longIn(table)) long.show?.()
    for (const row of rows) {
      if (!row.isConnected || told.get(row) === now) continue // a letter typed changes which rows there are, and nothing in them
      told.set(row, now)
      label(row, row.querySelector(".gp-name") ?? row.firstElementChild, facts.data, differences.get(row))
      showCells(row, facts, row.dataset["flow"] ?? "", alone ? configuration : undefined, old)
    }
    table.classList.toggle("gp-set", alone)
    const shown = rows.filter(row => !row.hidden).length
    const { length: all } = rows
    table.hidden = all > shown && !shown
    const said = shown ? (openings ? "shownRules" : "shown") : openings && !filtered ? "noRule" : "noMatch"
    const asked = chosen || filtered
    note(table, facts, shown === all || (shown && !asked) ? "" : say(facts.data, said, { n: shown, all }), old && counted(differences.values()), asked)
  }
  showCases(configuration, chosen, old)
}

/** The rows of a table, those in its files included. */
function rowsOf(table: HTMLElement): HTMLElement[] {
  const here = [...table.querySelectorAll<HTMLElement>("tr[data-flow]")]
  const long = [...longIn(table)].flatMap(({ held }) => held ?? [])
  return long.length ? [...new Set([...here, ...long])] : here
}

function longIn(table: ParentNode): NodeListOf<LongTable> {
  return table.querySelectorAll("groundplan-rows")
}

/** Let long tables hold all of their rows. */
export async function holdRows(facts: Facts): Promise<void> {
  if (longIn(document).length) (await extras()).hold([...longIn(document)], facts.data, say, () => showRows(facts))
}

/** Whether a rule is needed in a configuration. */
function applies(row: HTMLElement, configuration: Configuration): boolean {
  const { when } = row.dataset
  return when === undefined || holds(parsed<Guard>(when), configuration)
}

/** Say above a table how many of its rows are shown, where that is not all of them, and what becomes of them in a comparison. What the
 * reader has `asked` for can be taken back. */
function note(table: HTMLElement, facts: Facts, count: string, counts: Record<Difference, number> | undefined, asked: boolean): void {
  const above = table.previousElementSibling
  const found = above?.classList.contains("gp-counted") ? above : undefined
  const differences = counts ? DIFFERENCES.map(kind => `${say(facts.data, kind)}: ${counts[kind]}`).join(" · ") : ""
  const told = [count, differences].filter(Boolean)
  if (!told.length) return found?.remove()
  const place = found ?? document.createElement("p")
  place.className = "gp-shown gp-counted"
  place.replaceChildren(...told.map(text => Object.assign(document.createElement("span"), { textContent: text })), ...(asked ? [reset(facts)] : []))
  if (!found) table.before(place)
}

function reset({ data }: Facts): HTMLButtonElement {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: say(data, "reset") })
  button.addEventListener("click", () => store.reset())
  return button
}

/** Light up the rows of a flow. */
export function lightRows(flows: ReadonlySet<string>): void {
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-flow],li[data-flow]")) {
    row.classList.toggle("gp-lit", flows.has(row.dataset["flow"] ?? ""))
  }
}
