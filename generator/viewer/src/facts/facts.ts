import { holds, type Configuration } from "./configuration.ts"
import type { Channel, Data, Exposure, Flow, Guard, Layer, Place, Procedure, ViewerTexts } from "./data.ts"

/** What holds for a flow in one configuration. */
export interface State {
  readonly at: Configuration
  readonly channel: Channel
  readonly exposure: Exposure
  readonly layer: Layer
  /** The channel's place among the flow's channels. */
  readonly index: number
}

/** Questions to the facts of a page. */
export class Facts {
  readonly data: Data
  /** The flows as they are by default: see `flow` for how they are in a configuration. */
  readonly flows: ReadonlyMap<string, Flow>

  readonly #texts: () => ViewerTexts | undefined

  constructor(data: Data, texts: () => ViewerTexts | undefined = () => undefined) {
    this.data = data
    this.#texts = texts
    this.flows = new Map(data.flows.map(flow => [flow.id, flow]))
  }

  /** What is told of entries in sentences: at first nothing, and it comes because it was asked for. */
  get texts(): ViewerTexts | undefined {
    return this.#texts()
  }

  /** A flow as it is in a configuration. */
  flow(id: string, configuration: Configuration): Flow | undefined {
    return turned(this.flows.get(id), configuration)
  }

  /** A place as it is in a configuration. */
  place(id: string, configuration: Configuration): Place | undefined {
    return turned(this.data.places[id], configuration)
  }

  /** The state of a flow, or undefined where it does not exist. */
  state(id: string, configuration: Configuration): State | undefined {
    const index = this.flows.get(id)?.channel.findIndex(([, guard]) => holds(guard, configuration)) ?? -1
    const channel = this.data.channels[this.flows.get(id)?.channel[index]?.[0] ?? ""]
    return channel && { at: configuration, channel, exposure: channel.exposure, layer: channel.layer, index }
  }

  /** What a flow needs of the firewall: a rule of its own, those of its carriers, or none. Undefined where it does not exist. */
  rule(id: string, configuration: Configuration): "own" | "carried" | "none" | undefined {
    if (!this.state(id, configuration)) return undefined
    const needed = this.openings(id, configuration)
    return needed.includes(id) ? "own" : needed.length ? "carried" : "none"
  }

  /** The flows whose openings a flow needs. */
  openings(id: string, configuration: Configuration): string[] {
    return held(this.flows.get(id)?.openings, configuration)
  }

  /** A flow's initiators, what it passes in a configuration, and its targets, each once where there are several. */
  stops(id: string, configuration: Configuration): string[] {
    return stopsOf(this.flow(id, configuration))
  }

  /** Everything that a flow touches in some configuration. */
  reaches(id: string): string[] {
    const flow = this.flows.get(id)
    return [...new Set([flow, ...(flow?.turns ?? []).map(turn => ({ ...flow, ...turn }) as Flow)].flatMap(stopsOf))]
  }

  /** A flow with those that carry it in turn, where they exist. */
  path(id: string, configuration: Configuration): Set<string> {
    const found = new Set<string>()
    const waiting = [id]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next) || !this.state(next, configuration)) continue
      found.add(next)
      waiting.push(...held(this.flows.get(next)?.carriers, configuration))
    }
    return found
  }

  /** A place and those around it, innermost first: in a configuration, or by default. */
  around(id: string, configuration?: Configuration): string[] {
    const found: string[] = []
    const at = (id: string) => (configuration ? this.place(id, configuration) : this.data.places[id])
    for (let outer: string | undefined = id; outer !== undefined && this.data.places[outer]; outer = at(outer)?.in) found.push(outer)
    return found
  }

  /** A place and all that is around it in some configuration. */
  enclosing(id: string): string[] {
    const turns = this.data.places[id]?.turns ?? []
    return [...new Set([...this.around(id), ...turns.flatMap(turn => this.around(turn.in ?? ""))])]
  }

  /** Whether a flow starts, passes or ends at a place or inside of it. */
  touches(flow: string, place: string, configuration: Configuration): boolean {
    return this.stops(flow, configuration).some(stop => this.around(stop, configuration).includes(place))
  }

  /** Whether it does in some configuration. */
  canTouch(flow: string, place: string): boolean {
    return this.reaches(flow).some(stop => this.enclosing(stop).includes(place))
  }

  /** The flows that a claim was judged over. */
  judged(claim: string): string[] {
    return this.data.flows.flatMap(({ id, claims }) => (claims?.includes(claim) ? id : []))
  }

  /** Where the chart is that shows a procedure in a configuration. */
  chart({ chart, charts }: Procedure, configuration: Configuration): string | undefined {
    return charts?.find(([, where]) => holds(where, configuration))?.[0] ?? chart
  }

  /** A class of data with the wider ones that it is part of. */
  wholes(id: string): string[] {
    const found: string[] = []
    for (let at: string | undefined = id; at !== undefined && !found.includes(at); at = this.data.data[at]?.whole) found.push(at)
    return found
  }

  /** The guards that decide how a view looks. */
  *guards(view: string): Iterable<Guard | undefined> {
    for (const [id, guard] of Object.entries(this.data.views[view]?.flows ?? {})) {
      yield guard
      const flow = this.flows.get(id)
      for (const [, decided] of flow?.channel ?? []) yield decided
      for (const { where } of flow?.turns ?? []) yield where
      for (const stop of this.reaches(id)) for (const { where } of this.data.places[stop]?.turns ?? []) yield where
    }
  }
}

function stopsOf(flow: Flow | undefined): string[] {
  if (!flow) return []
  return flow.ways ? [...new Set(flow.ways.flat())] : [flow.from, ...(flow.through ?? []), flow.to]
}

/** An entry with what is otherwise of it in a configuration. */
function turned<E extends { readonly turns?: readonly { readonly where: Guard }[] }>(entry: E | undefined, configuration: Configuration): E | undefined {
  const turns = entry?.turns?.filter(({ where }) => holds(where, configuration))
  return turns?.length ? (Object.assign({}, entry, ...turns) as E) : entry
}

/** What holds in a configuration. */
function held(cases: readonly (readonly [string, Guard])[] | undefined, configuration: Configuration): string[] {
  return (cases ?? []).filter(([, guard]) => holds(guard, configuration)).map(([id]) => id)
}
