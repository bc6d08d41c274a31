import type { Configuration } from "./configuration.ts"
import type { Data, Flow, ViewerTexts, EntryTexts } from "./data.ts"
import type { Facts } from "./facts.ts"

export const FACETS = ["direction", "exposure", "purpose", "data", "party"] as const
export type Facet = (typeof FACETS)[number]

/** Facet -> the values of which a flow must have one. */
export type Filters = Readonly<Partial<Record<Facet, readonly string[]>>>

export interface Count {
  readonly value: string
  readonly name: string
  readonly count: number
  readonly chosen: boolean
}

interface Sought {
  readonly data: Data
  /** The names in other languages, as far as they had come. */
  readonly texts: ViewerTexts | undefined
  readonly text: string
  /** The configuration, as JSON. */
  readonly where: string
  readonly words: readonly string[]
  /** The places that have all the words in one of their names. */
  readonly places: ReadonlySet<string>
  /** Whether a place is one of them, or in one. */
  readonly within: (place: string) => boolean
}

let sought: Sought | undefined
const names = new WeakMap<object, string>()

/** Chooses among the flows of one configuration. */
export class Filter {
  readonly #facts: Facts
  readonly #configuration: Configuration
  #where: string | undefined

  constructor(facts: Facts, configuration: Configuration) {
    this.#facts = facts
    this.#configuration = configuration
  }

  passes(flow: string, filters: Filters, find: string): boolean {
    return FACETS.every(facet => this.#has(flow, facet, filters)) && this.finds(flow, find)
  }

  /** The values of a facet that some of `flows` would match, with how many, the other facets kept; chosen ones in any case. */
  counts(facet: Facet, flows: readonly string[], filters: Filters, find: string): Count[] {
    const others = { ...filters, [facet]: undefined } as Filters
    const matching = new Set(flows.filter(flow => this.passes(flow, others, find)))
    const counts = new Map<string, number>()
    for (const flow of flows) {
      for (const value of this.values(flow, facet)) counts.set(value, (counts.get(value) ?? 0) + (matching.has(flow) ? 1 : 0))
    }
    const chosen = filters[facet] ?? []
    const order = this.#order(facet)
    return [...counts]
      .map(([value, count]) => ({ value, count, name: this.#name(facet, value), chosen: chosen.includes(value) }))
      .filter(({ count, chosen }) => count > 0 || chosen)
      .sort((a, b) => order.indexOf(a.value) - order.indexOf(b.value))
  }

  /** What a flow has of a facet: a whole stands for its parts, and a party for what it owns at either end. */
  values(id: string, facet: Facet): Set<string> {
    const flow = this.#facts.flow(id, this.#configuration)
    const state = this.#facts.state(id, this.#configuration)
    if (!flow || !state) return new Set()
    switch (facet) {
      case "direction":
        return new Set([flow.direction])
      case "exposure":
        return new Set([state.exposure])
      case "purpose":
        return new Set(flow.purpose ? [flow.purpose] : [])
      case "data":
        return new Set([...(flow.sends ?? []), ...(flow.returns ?? [])].flatMap(data => this.#facts.wholes(data)))
      case "party":
        return new Set(this.#ends(flow).flatMap(place => this.#facts.place(place, this.#configuration)?.owner ?? []))
    }
  }

  /** Whether a flow has all the words in one of its names, or touches a place that has. */
  finds(id: string, text: string): boolean {
    const { words, within, texts } = this.#seek(text)
    const flow = this.#facts.flows.get(id)
    if (!words.length || !flow) return !words.length
    if (words.length === 1 && words[0] === String(flow.number)) return true
    return named(words, id, flow, texts?.flows[id]) || this.#facts.stops(id, this.#configuration).some(stop => within(stop))
  }

  /** The places that have all the words in one of their names. */
  places(text: string): ReadonlySet<string> {
    return this.#seek(text).places
  }

  /** What was looked for last, by whichever filter: tables and diagrams ask for the same. */
  #seek(text: string): Sought {
    const { data } = this.#facts
    const where = (this.#where ??= JSON.stringify(this.#configuration))
    const texts = text ? this.#facts.texts : undefined
    if (sought?.data !== data || sought.texts !== texts || sought.text !== text || sought.where !== where) {
      const words = split(text)
      const found = Object.entries(data.places).filter(([id, place]) => words.length && named(words, id, place, texts?.places[id]))
      const places = new Set(found.map(([id]) => id))
      const known = new Map<string, boolean>()
      const within = (id: string) => {
        if (!known.has(id)) known.set(id, this.#facts.around(id, this.#configuration).some(place => places.has(place)))
        return known.get(id) === true
      }
      sought = { data, texts, text, where, words, places, within }
    }
    return sought
  }

  #ends({ from, to, ways }: Flow): string[] {
    return ways ? ways.flatMap(way => [way[0] ?? from, way.at(-1) ?? to]) : [from, to]
  }

  #has(flow: string, facet: Facet, filters: Filters): boolean {
    const wanted = filters[facet]
    if (!wanted?.length) return true
    const values = this.values(flow, facet)
    return wanted.some(value => values.has(value))
  }

  #order(facet: Facet): string[] {
    const { labels, purposes, data, parties } = this.#facts.data
    return Object.keys({ direction: labels.direction, exposure: labels.exposure, purpose: purposes, data, party: parties }[facet])
  }

  #name(facet: Facet, value: string): string {
    const { labels, purposes, data, parties } = this.#facts.data
    switch (facet) {
      case "direction":
      case "exposure":
        return (labels[facet] as Record<string, string>)[value] ?? value
      case "purpose":
        return purposes[value]?.name ?? value
      case "data":
        return data[value]?.name ?? value
      case "party":
        return parties[value] ?? value
    }
  }
}

function split(text: string): string[] {
  return text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
}

function named(words: readonly string[], id: string, entry: { readonly name: string }, told: EntryTexts | undefined): boolean {
  const all = names.get(told ?? entry) ?? `${id} ${entry.name} ${told?.also ?? ""}`.toLocaleLowerCase()
  names.set(told ?? entry, all)
  return words.every(word => all.includes(word))
}
