/* Two configurations beside each other. */
import type { Configuration } from "./configuration.ts"
import type { Facts } from "./facts.ts"

export const DIFFERENCES = ["added", "gone", "changed"] as const
export type Difference = (typeof DIFFERENCES)[number]

/** What becomes of a flow from one configuration to another: it comes, goes, or takes another channel or way, other ports, data or openings. */
export function difference(facts: Facts, flow: string, before: Configuration, after: Configuration): Difference | undefined {
  const [old, now] = [facts.state(flow, before), facts.state(flow, after)]
  if (!old || !now) return now ? "added" : old && "gone"
  const openings = (configuration: Configuration) => facts.openings(flow, configuration).sort().join(" ")
  return old.channel !== now.channel || openings(before) !== openings(after) || turns(facts, flow, before) !== turns(facts, flow, after) ? "changed" : undefined
}

/** What is by choice of a flow and of what it touches, as it is in a configuration. */
function turns(facts: Facts, id: string, configuration: Configuration): string {
  const flow = facts.flow(id, configuration)
  const moved = facts.stops(id, configuration).map(stop => facts.data.places[stop]?.turns && facts.place(stop, configuration))
  const where = moved.map(place => place && [place.in, place.owner])
  return JSON.stringify([flow?.turns && { ...flow, where: undefined }, where])
}

/** What becomes of a rule that was needed or not and is needed now or not; `kept` says it of one that stays. */
export function rule(was: boolean, is: boolean, kept: () => Difference | undefined): Difference | undefined {
  if (was !== is) return is ? "added" : "gone"
  return is ? kept() : undefined
}

/** How many there are of each kind. */
export function counted(differences: Iterable<Difference | undefined>): Record<Difference, number> {
  const counts = { added: 0, gone: 0, changed: 0 }
  for (const found of differences) if (found) counts[found]++
  return counts
}
