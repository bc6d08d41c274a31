import { holds, type Configuration } from "./configuration.ts"
import type { Channel, Data, Exposure, Flow, Guard, Layer } from "./data.ts"

/** What holds for a flow in one configuration. */
export interface State {
  readonly channel: Channel
  readonly exposure: Exposure
  readonly layer: Layer
  /** The channel's place among the flow's channels. */
  readonly index: number
}

/** Questions to the facts of a page. */
export class Facts {
  readonly data: Data
  readonly flows: ReadonlyMap<string, Flow>

  constructor(data: Data) {
    this.data = data
    this.flows = new Map(data.flows.map(flow => [flow.id, flow]))
  }

  /** The state of a flow, or undefined where it does not exist. */
  state(id: string, configuration: Configuration): State | undefined {
    const index = this.flows.get(id)?.channel.findIndex(([, guard]) => holds(guard, configuration)) ?? -1
    const channel = this.data.channels[this.flows.get(id)?.channel[index]?.[0] ?? ""]
    return channel && { channel, exposure: channel.exposure, layer: channel.layer, index }
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

  /** A flow's initiators, what it passes, and its targets, each once where there are several. */
  stops(id: string): string[] {
    const flow = this.flows.get(id)
    if (!flow) return []
    return flow.ways ? [...new Set(flow.ways.flat())] : [flow.from, ...(flow.through ?? []), flow.to]
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

  /** A place and those around it, innermost first. */
  around(id: string): string[] {
    const found: string[] = []
    for (let at: string | undefined = id; at !== undefined && this.data.places[at]; at = this.data.places[at]?.in) found.push(at)
    return found
  }

  /** Whether a flow starts, passes or ends at a place or inside of it. */
  touches(flow: string, place: string): boolean {
    return this.stops(flow).some(stop => this.around(stop).includes(place))
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
      for (const [, decided] of this.flows.get(id)?.channel ?? []) yield decided
    }
  }
}

/** What holds in a configuration. */
function held(cases: readonly (readonly [string, Guard])[] | undefined, configuration: Configuration): string[] {
  return (cases ?? []).filter(([, guard]) => holds(guard, configuration)).map(([id]) => id)
}
