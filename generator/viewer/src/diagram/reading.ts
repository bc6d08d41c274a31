import type { Kind } from "../state/address.ts"
import type { Configuration } from "../facts/configuration.ts"
import type { Procedure } from "../facts/data.ts"
import type { Drawing, Lit } from "../picture/drawing.ts"
import type { Facts } from "../facts/facts.ts"
import { byName } from "../facts/names.ts"
import { FACETS, Filter } from "../facts/filters.ts"
import type { Matching } from "../picture/picture.ts"
import { store } from "../state/store.ts"

/** What the reader looks at in one diagram, as the state of the page has it. */
export class Reading {
  readonly facts: Facts
  readonly drawing: Drawing
  readonly procedures: readonly Procedure[]

  constructor(facts: Facts, drawing: Drawing) {
    this.facts = facts
    this.drawing = drawing
    const flows = facts.data.views[drawing.view]?.flows ?? byName()
    this.procedures = facts.data.procedures.filter(({ steps }) => steps.some(({ uses }) => uses && flows[uses] !== undefined))
  }

  get title(): string {
    return this.facts.data.views[this.drawing.view]?.name ?? ""
  }

  /** What the picture is called that is seen. */
  get here(): string {
    const { level } = this.drawing
    return level === undefined ? this.title : `${this.title}: ${this.name(level)}`
  }

  name(place: string): string {
    return this.facts.data.places[place]?.name ?? place
  }

  get selected(): { readonly kind: Kind; readonly id: string } | undefined {
    const { selected } = store.state
    return selected?.view === this.drawing.view ? selected : undefined
  }

  get step(): { readonly procedure: Procedure; readonly index: number } | undefined {
    const { step } = store.state
    const procedure = step && step.view === this.drawing.view ? this.procedures.find(({ id }) => id === step.procedure) : undefined
    return procedure && step && step.index < procedure.steps.length ? { procedure, index: step.index } : undefined
  }

  /** The level that is asked for. */
  get level(): string | undefined {
    return this.door(store.state.levels[this.drawing.view])
  }

  /** A place that can be opened, or nothing. */
  door(place: string | undefined): string | undefined {
    return place !== undefined && this.drawing.levels.has(place) ? place : undefined
  }

  /** What has to be opened to see a flow that runs inside of something that is folded up: the innermost that holds all of it. */
  within(flow: string, configuration: Configuration): string | undefined {
    const { picture, level } = this.drawing
    if (picture.draws(flow) || !this.facts.state(flow, configuration)) return undefined
    const [first, ...others] = this.facts.stops(flow, configuration).map(stop => this.facts.around(stop, configuration).slice(1))
    return first?.find(place => place !== level && this.door(place) !== undefined && others.every(around => around.includes(place)))
  }

  /** The levels of all diagrams of the page, with that of this one. */
  levels(level: string | undefined): Record<string, string> {
    const others = Object.entries(store.state.levels).filter(([view]) => view !== this.drawing.view)
    return byName(level === undefined ? others : [...others, [this.drawing.view, level] as const])
  }

  /** The start, and the levels from there to the one that is seen. */
  get trail(): readonly (string | undefined)[] {
    return [undefined, ...this.drawing.levels.trail(this.drawing.level)]
  }

  /** What passes the filters in a configuration that may be compared with one `before`; undefined where there are none. */
  matching(configuration: Configuration, before?: Configuration): Matching | undefined {
    const { filters, find } = store.state
    const { picture } = this.drawing
    if (!find.trim() && !FACETS.some(facet => filters[facet]?.length)) return undefined
    const passing = (flows: Iterable<string>, where = configuration) => {
      const filter = new Filter(this.facts, where)
      return [...flows].filter(flow => filter.passes(flow, filters, find))
    }
    const here = passing(picture.flows)
    const gone = before ? passing([...picture.differences].flatMap(([flow, what]) => (what === "gone" ? flow : [])), before) : []
    const places = new Filter(this.facts, configuration).places(find)
    const elsewhere = passing(picture.known.keys()).length - here.length
    return { flows: new Set([...here, ...gone]), here: here.length, elsewhere, places }
  }

  /** The flow or place that a step, or what is selected, is about. */
  get subject(): string | undefined {
    const { step, selected } = this
    const { uses, by, to } = step?.procedure.steps[step.index] ?? {}
    return selected ? (selected.kind === "claim" ? undefined : selected.id) : uses ?? by ?? to
  }

  /** What a step, or what is selected, is called. */
  get about(): string {
    const { subject, step } = this
    if (step) return step.procedure.name
    return subject === undefined ? this.here : this.facts.flows.get(subject)?.name ?? this.name(subject)
  }

  /** What stays lit up: a step, or what is selected. */
  get lit(): Lit | undefined {
    const { picture } = this.drawing
    const { step, selected } = this
    if (step) {
      const { uses, by, to } = step.procedure.steps[step.index] ?? {}
      const places = [by, to].filter(place => place !== undefined)
      return { flows: uses ? [uses] : [], ...(places.length && { places }) }
    }
    if (!selected) return undefined
    if (selected.kind === "claim") return { flows: this.facts.judged(selected.id).filter(flow => picture.known.has(flow)) }
    return selected.kind === "flow" ? { flows: [selected.id] } : { flows: picture.at(selected.id), places: [selected.id] }
  }
}
