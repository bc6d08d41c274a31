import { DIFFERENCES, difference, type Difference } from "../facts/compare.ts"
import { holds, type Configuration } from "../facts/configuration.ts"
import type { Guard } from "../facts/data.ts"
import type { Facts, State } from "../facts/facts.ts"
import { byName } from "../facts/names.ts"
import { dress, isTube, look, widen } from "./lines.ts"
import { count, shape, sign, size, tell } from "./marks.ts"
import { say } from "../frame/parts.ts"

const HIT = ".gp-badge,.gp-line,.gp-tunnel,.gp-card,.gp-box[data-title],.gp-leaf,.gp-open"

interface Line {
  readonly element: SVGGElement
  readonly flows: readonly string[]
  /** The places that it joins, of a carrier too: from one stop to the next. */
  readonly legs: readonly string[]
  /** Whether it is drawn as an overlay, with walls or inside of its carriers, and whether as such a carrier. */
  readonly overlay: boolean
  readonly tube: boolean
}

/** What passes the filters. */
export interface Matching {
  /** Flows of the configuration, and of the one that it is compared with. */
  readonly flows: ReadonlySet<string>
  /** How many there are in the configuration, and how many only in others. */
  readonly here: number
  readonly elsewhere: number
  /** The places that have the words in their names. */
  readonly places: ReadonlySet<string>
}

interface Badge {
  readonly element: SVGGElement
  /** The element and the link around it. */
  readonly outer: SVGElement
  readonly flow: string
}

/** The drawing of a view, or of a boundary opened in it. It holds what exists in any configuration; this shows what does in one. */
export class Picture {
  readonly svg: SVGSVGElement
  /** The flows that it is about in some configuration, with where they are: those with a line, and those inside of folded boxes. */
  readonly known: ReadonlyMap<string, Guard | undefined>
  readonly #facts: Facts
  readonly #lines: readonly Line[]
  readonly #badges: readonly Badge[]
  readonly #tunnels: readonly SVGGElement[]
  readonly #leaders: readonly SVGElement[]
  readonly #places = new Map<string, Element[]>()
  /** The places that no flow touches, and those around them: they are there in every configuration. */
  readonly #still: ReadonlySet<string>
  #present = new Map<string, State>()
  /** The flows that are seen: those that there are, and in a comparison those that are gone. */
  shown: ReadonlyMap<string, State> = new Map()
  /** The places of the picture that they touch, and those around them. */
  touched: ReadonlySet<string> = new Set()
  /** What differs in the comparison that is shown. */
  differences: ReadonlyMap<string, Difference> = new Map()

  constructor(svg: SVGSVGElement, facts: Facts, view: string) {
    this.svg = svg
    this.#facts = facts
    const guards = facts.data.views[view]?.flows ?? byName()
    const all = <E extends Element>(selector: string) => [...svg.querySelectorAll<E>(selector)]
    this.#tunnels = all<SVGGElement>(".gp-tunnel[data-flows]")
    this.#leaders = all<SVGElement>(".gp-leader[data-flow]")
    this.#badges = all<SVGGElement>(".gp-badge[data-flow]").map(element => ({
      element,
      outer: outer(element),
      flow: element.dataset["flow"] ?? "",
    }))
    for (const element of all<SVGGElement>("[data-component],[data-boundary],[data-title]")) {
      const { component, boundary, title } = element.dataset
      const id = component ?? boundary ?? title ?? ""
      this.#places.set(id, [...(this.#places.get(id) ?? []), outer(element)])
    }
    this.#lines = all<SVGGElement>(".gp-line").map(element => {
      const flows = flowsOf(element)
      const overlay = element.classList.contains("gp-overlay")
      const line = { element, flows, legs: this.#legs(flows[0] ?? ""), overlay, tube: isTube(element) }
      if (overlay || flows.some(flow => (facts.flows.get(flow)?.channel.length ?? 0) > 1)) dress(element)
      widen(element)
      return line
    })
    const { level } = svg.dataset
    const drawn = new Set([...this.#badges.map(({ flow }) => flow), ...this.#lines.flatMap(({ flows }) => flows)])
    const about = (flow: string) => drawn.has(flow) || (flow in guards && (level === undefined || facts.touches(flow, level)))
    this.known = new Map([...facts.flows.keys()].filter(about).map(flow => [flow, guards[flow]]))
    const joined = new Set([...this.known.keys()].flatMap(flow => this.stops(flow)).flatMap(stop => facts.around(stop)))
    this.#still = new Set([...this.#places.keys()].filter(place => !joined.has(place)).flatMap(place => facts.around(place)))
  }

  /** Give the folded boxes whose boundaries can be opened a button for it. */
  offer(opens: (boundary: string) => boolean, label: (boundary: string) => string): void {
    for (const box of this.svg.querySelectorAll<SVGGElement>(".gp-leaf[data-boundary]")) {
      const id = box.dataset["boundary"] ?? ""
      if (!opens(id)) continue
      const button = opener(box, id, label(id))
      outer(box).after(button)
      this.#places.get(id)?.push(button)
    }
  }

  /** The flows that there are in the configuration, in the order of their numbers. */
  get flows(): readonly string[] {
    return [...this.#present.keys()]
  }

  /** The flows that there are in a configuration, with their states. */
  states(configuration: Configuration): Map<string, State> {
    const found = new Map<string, State>()
    for (const [id, guard] of this.known) {
      const state = holds(guard, configuration) && this.#facts.state(id, configuration)
      if (state) found.set(id, state)
    }
    return found
  }

  /** Show a configuration; compared with `before`, what is gone stays in the picture and all that differs is marked. */
  show(configuration: Configuration, before?: Configuration): void {
    this.#present = this.states(configuration)
    const old = before ? this.states(before) : new Map<string, State>()
    this.differences = before ? this.#compared(old, before, configuration) : new Map()
    const drawn = new Map([...old, ...this.#present])
    this.shown = new Map([...this.known.keys()].flatMap(flow => (drawn.has(flow) ? [[flow, drawn.get(flow) as State]] : [])))
    const open = new Set(this.#lines.filter(({ tube, flows }) => tube && flows.some(flow => drawn.has(flow))).flatMap(({ legs }) => legs))
    const closed = new Set(this.#lines.flatMap(({ tube, legs }) => (tube ? legs : [])).filter(leg => !open.has(leg)))
    for (const line of this.#lines) this.#showLine(line, drawn, closed)
    for (const badge of this.#badges) {
      const state = drawn.get(badge.flow)
      badge.outer.classList.toggle("gp-absent", !state)
      if (!state) continue
      look(badge.element, state.exposure, state.layer)
      this.#markBadge(badge, state)
    }
    for (const tunnel of this.#tunnels) {
      tunnel.classList.toggle("gp-absent", !flowsOf(tunnel).some(flow => drawn.get(flow)?.layer === "overlay"))
    }
    for (const leader of this.#leaders) leader.classList.toggle("gp-absent", !drawn.has(leader.dataset["flow"] ?? ""))
    this.#showPlaces(drawn.keys())
  }

  #markBadge({ element, outer, flow }: Badge, { exposure }: State): void {
    const difference = this.differences.get(flow)
    const known = this.#facts.flows.get(flow)
    const said = difference && say(this.#facts.data, difference)
    mark(element, difference)
    sign(element, difference)
    tell(element, outer, [known?.classes[exposure], known?.status, said].filter(Boolean).join(". "))
  }

  #compared(old: ReadonlyMap<string, State>, before: Configuration, after: Configuration): Map<string, Difference> {
    const found = new Map<string, Difference>()
    for (const flow of new Set([...old.keys(), ...this.#present.keys()])) {
      const seen = old.has(flow) && this.#present.has(flow)
      const differs = seen ? difference(this.#facts, flow, before, after) : old.has(flow) ? "gone" : "added"
      if (differs) found.set(flow, differs)
    }
    return found
  }

  #showLine(line: Line, drawn: ReadonlyMap<string, State>, closed: ReadonlySet<string>): void {
    const states = line.flows.flatMap(flow => drawn.get(flow) ?? [])
    const difference = line.flows.map(flow => this.differences.get(flow)).find(Boolean)
    line.element.classList.toggle("gp-absent", !states.length)
    mark(line.element, difference)
    const [state] = states
    if (!state) return
    if (line.element.classList.contains("gp-tally")) {
      count(line.element, states.length)
      sign(line.element, difference)
    }
    look(line.element, states.some(state => state.exposure === "public") ? "public" : "private", state.layer)
    const walled = state.layer === "overlay" && (!line.overlay || line.legs.some(leg => closed.has(leg)))
    line.element.classList.toggle("gp-walled", walled)
  }

  /** The stretches of a flow, each by the ids of its ends in order. */
  #legs(flow: string): string[] {
    const stops = this.stops(flow)
    return stops.slice(1).map((stop, index) => [stops[index] ?? "", stop].sort().join(" "))
  }

  /** Places that no flow touches leave the picture with the last thing in them. */
  #showPlaces(flows: Iterable<string>): void {
    const stops = [...flows].flatMap(flow => this.stops(flow))
    const touched = new Set([...this.#still, ...stops.flatMap(stop => this.#facts.around(stop))])
    this.touched = new Set([...this.#places.keys()].filter(place => touched.has(place)))
    for (const [id, elements] of this.#places) {
      for (const element of elements) element.classList.toggle("gp-absent", !touched.has(id))
    }
  }

  /** The places of the picture that a flow touches: those themselves, or the folded ones around them. */
  stops(flow: string): string[] {
    return [...this.standing(this.#facts.stops(flow))]
  }

  /** What stands in the picture for places: they themselves, or what is drawn around them. */
  standing(places: Iterable<string>): Set<string> {
    const seen = [...places].map(place => this.#facts.around(place).find(around => this.#places.has(around)))
    return new Set(seen.filter(place => place !== undefined))
  }

  /** The flows that there are and touch a place. */
  at(place: string): string[] {
    return this.flows.filter(flow => this.#facts.touches(flow, place))
  }

  /** Light up flows with what they touch, and dim the rest; nothing is dimmed without flows or places. */
  light(flows: Iterable<string>, places: Iterable<string> = []): void {
    const lit = new Set([...flows].filter(flow => this.#present.has(flow)))
    const reached = new Set([...this.standing(places), ...[...lit].flatMap(flow => this.stops(flow))])
    for (const { element, flows } of this.#lines) element.classList.toggle("gp-lit", flows.some(flow => lit.has(flow)))
    for (const tunnel of this.#tunnels) tunnel.classList.toggle("gp-lit", flowsOf(tunnel).some(flow => lit.has(flow)))
    for (const leader of this.#leaders) leader.classList.toggle("gp-lit", lit.has(leader.dataset["flow"] ?? ""))
    for (const { element, flow } of this.#badges) element.classList.toggle("gp-lit", lit.has(flow))
    for (const [id, elements] of this.#places) for (const element of elements) element.classList.toggle("gp-lit", reached.has(id))
    this.svg.classList.toggle("gp-dimmed", reached.size > 0)
  }

  /** Let what a filter leaves out fade, and mark the places that were looked for. Without a filter nothing fades. */
  fade(matching?: Matching): void {
    const fades = (flows: readonly string[]) => matching !== undefined && !flows.some(flow => matching.flows.has(flow))
    for (const { element, flows } of this.#lines) element.classList.toggle("gp-faded", fades(flows))
    for (const tunnel of this.#tunnels) tunnel.classList.toggle("gp-faded", fades(flowsOf(tunnel)))
    for (const leader of this.#leaders) leader.classList.toggle("gp-faded", fades([leader.dataset["flow"] ?? ""]))
    for (const { outer, flow } of this.#badges) outer.classList.toggle("gp-faded", fades([flow]))
    const found = this.standing(matching?.places ?? [])
    const touched = [...(matching?.flows ?? [])].flatMap(flow => this.stops(flow))
    const reached = new Set([...found, ...touched].flatMap(place => this.#facts.around(place)))
    for (const [id, elements] of this.#places) {
      for (const element of elements) {
        element.classList.toggle("gp-faded", matching !== undefined && !reached.has(id))
        element.classList.toggle("gp-found", found.has(id))
      }
    }
  }

  /** What is lit up in the drawing: where readers look. */
  get lit(): readonly Element[] {
    return [...this.svg.querySelectorAll(".gp-lit:not(.gp-absent)")].filter(element => !element.matches(".gp-box:not(.gp-leaf)"))
  }

  /** Where it is read from, if it is not seen as a whole: the upper left corner of the level, or of the viewpoint. */
  get first(): readonly [number, number] {
    const boundary = this.svg.dataset["level"] ?? this.#facts.data.viewpoint
    const frame = this.svg.querySelector<SVGRectElement>(`[data-boundary="${boundary}"] > rect`)
    return frame ? [size(frame, "x"), size(frame, "y")] : [0, 0]
  }

  /** The element that stands for a flow or a place, or for what it is folded into: where focus goes back to. */
  element(id: string): SVGElement | undefined {
    const badge = this.#badges.find(badge => badge.flow === id)
    const [place = ""] = this.#facts.flows.has(id) && !this.#places.has(id) ? this.stops(id) : this.standing([id])
    return badge?.outer ?? (this.#places.get(place)?.at(-1) as SVGElement | undefined)
  }

  /** What stands below an event, or has the focus with the link around it: the flows of a line, or a place. */
  static hit(target: EventTarget | null): { flows: string[] } | { place: string } | undefined {
    if (!(target instanceof Element)) return undefined
    const found = [target, target.firstElementChild].map(element => element?.closest<SVGElement>(HIT)).find(Boolean)
    if (!found) return undefined
    const place = found.dataset["component"] ?? found.dataset["boundary"] ?? found.dataset["title"] ?? found.dataset["opens"]
    return place ? { place } : { flows: flowsOf(found) }
  }
}

function flowsOf(element: SVGElement): string[] {
  return (element.dataset["flows"] ?? element.dataset["flow"] ?? "").split(" ").filter(Boolean)
}

function outer(element: SVGElement): SVGElement {
  const parent = element.parentElement as unknown
  return parent instanceof SVGAElement ? parent : element
}

export function mark(element: Element, difference: Difference | undefined): void {
  for (const name of DIFFERENCES) element.classList.toggle(`gp-${name}`, name === difference)
}

/** The button at the upper edge of a folded box, where lines seldom are. */
function opener(box: SVGGElement, boundary: string, label: string): SVGGElement {
  const body = [...box.querySelectorAll<SVGRectElement>(":scope > rect.gp-body")].at(-1) ?? shape("rect", {})
  const button = shape("g", { class: "gp-open", "data-opens": boundary, role: "button", tabindex: "0", "aria-label": label })
  const title = shape("title", {})
  title.textContent = label
  const disc = shape("circle", { r: "11" })
  button.append(title, disc, shape("path", { d: "M-5 0H5M0-5V5" }))
  button.setAttribute("transform", `translate(${size(body, "x") + size(body, "width") - 20} ${size(body, "y")})`)
  return button
}
