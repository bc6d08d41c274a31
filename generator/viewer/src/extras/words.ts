import type { Facts } from "../facts/facts.ts"
import type { Picture } from "../picture/picture.ts"
import { say } from "../frame/parts.ts"

/** What the picture of a level shows, in words: its name, what is in what, and its connections. */
export function words(facts: Facts, picture: Picture, name: string): HTMLElement[] {
  const { places } = facts.data
  const home = (place: string) => facts.place(place, picture.configuration)?.in
  const named = (place: string) => [places[place]?.name ?? place, places[place]?.status].filter(Boolean).join(", ")
  const holders = [...picture.touched].flatMap(holder => {
    const inside = [...picture.touched].filter(place => home(place) === holder)
    return inside.length ? `${named(holder)}: ${inside.map(named).join("; ")}` : []
  })
  const flows = [...picture.shown].flatMap(([id, { exposure, at }]) => {
    const flow = facts.flow(id, at)
    const difference = picture.differences.get(id)
    const stops = picture.stops(id).map(place => places[place]?.name ?? place)
    const said = flow && [flow.classes[exposure], flow.status, difference && say(facts.data, difference)].filter(Boolean)
    return said ? `${flow.number}. ${flow.name}: ${stops.join(" → ")}. ${said.map(what => `${what}.`).join(" ")}` : []
  })
  const connections = list(flows)
  connections.className = "gp-plain"
  return [Object.assign(document.createElement("p"), { textContent: name }), list(holders), connections]
}

function list(lines: readonly string[]): HTMLElement {
  const found = document.createElement("ul")
  found.append(...lines.map(line => Object.assign(document.createElement("li"), { textContent: line })))
  return found
}
