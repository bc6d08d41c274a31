import { byName } from "../facts/names.ts"
import { FACETS, type Facet, type Filters } from "../facts/filters.ts"

export const KINDS = ["flow", "place", "claim"] as const
export type Kind = (typeof KINDS)[number]

/** What the reader looks at, where it is not what a page shows by itself. It stands in the page's address. */
export interface State {
  /** Option -> choice, where it is not the default. */
  readonly chosen: Readonly<Record<string, string>>
  /** Likewise, the configuration that the chosen one is compared with. */
  readonly before?: Readonly<Record<string, string>> | undefined
  readonly filters: Filters
  readonly find: string
  /** View -> the boundary that is opened there. */
  readonly levels: Readonly<Record<string, string>>
  /** The element whose facts are shown, and in which diagram. */
  readonly selected?: { readonly view: string; readonly kind: Kind; readonly id: string } | undefined
  /** The step of a procedure, from 0, and in which diagram. */
  readonly step?: { readonly view: string; readonly procedure: string; readonly index: number } | undefined
  /** Whether the procedure is shown as a sequence chart. */
  readonly chart: boolean
}

export const NOTHING: State = { chosen: byName(), filters: {}, find: "", levels: byName(), chart: false }

const OURS = ["with", "only", "find", "in", "at", "step", "chart", "compare"]

/** Parts a list. Ids have letters, digits and hyphens only, so dots and underscores are free to part them; a view of our own has an
 * underscore before its name. */
const SEAM = /(?<=[^_])_/

/** The state in a query. */
export function read(query: string): State {
  const parameters = new URLSearchParams(query)
  const pairs = (name: string) => paired(parameters.get(name) ?? "")
  const filters: Partial<Record<Facet, string[]>> = {}
  for (const [facet, value] of pairs("only")) {
    const known = FACETS.find(known => known === facet)
    if (known) filters[known] = [...(filters[known] ?? []), value]
  }
  const [at, said, id] = (parameters.get("at") ?? "").split(".")
  const kind = KINDS.find(kind => kind === said)
  const [view, procedure, number] = (parameters.get("step") ?? "").split(".")
  return {
    chosen: byName(pairs("with")),
    before: parameters.has("compare") ? byName(pairs("compare")) : undefined,
    filters,
    find: parameters.get("find") ?? "",
    levels: byName(pairs("in")),
    selected: at && id && kind ? { view: at, kind, id } : undefined,
    step: view && procedure && Number(number) > 0 ? { view, procedure, index: Number(number) - 1 } : undefined,
    chart: parameters.has("chart"),
  }
}

/** `query` with the state written into it; what is not ours stays. */
export function write(state: State, query: string): string {
  const parameters = new URLSearchParams(query)
  for (const name of OURS) parameters.delete(name)
  const set = (name: string, value: string) => value && parameters.set(name, value)
  set("with", joined(state.chosen))
  set("only", FACETS.flatMap(facet => (state.filters[facet] ?? []).map(value => `${facet}.${value}`)).join("_"))
  set("find", state.find.trim())
  set("in", joined(state.levels))
  if (state.before) set("compare", joined(state.before) || "1")
  if (state.selected) set("at", `${state.selected.view}.${state.selected.kind}.${state.selected.id}`)
  if (state.step) set("step", `${state.step.view}.${state.step.procedure}.${state.step.index + 1}`)
  if (state.chart && state.step) set("chart", "1")
  const text = parameters.toString()
  return text && `?${text}`
}

/** The pairs in a list; what does not read as one is passed over. */
function paired(text: string): [string, string][] {
  return text
    .split(SEAM)
    .map(pair => pair.split("."))
    .filter((pair): pair is [string, string] => pair.length === 2 && pair.every(Boolean))
}

function joined(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(pair => pair.join("."))
    .join("_")
}
