import { DIFFERENCES, difference, type Difference } from "./compare.ts"
import { holds, type Configuration } from "./configuration.ts"
import type { Exposure, Guard, Layer } from "./data.ts"
import type { Facts, State } from "./facts.ts"

const SVG = "http://www.w3.org/2000/svg"

interface Line {
  readonly element: SVGGElement
  readonly flows: readonly string[]
  /** The places that it joins, of a carrier too: from one stop to the next. */
  readonly legs: readonly string[]
  /** Whether it is drawn as an overlay, with walls or inside of its carriers, and whether as such a carrier. */
  readonly overlay: boolean
  readonly tube: boolean
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
  /** The flows that are drawn in some configuration, with where they are. */
  readonly drawn = new Map<string, Guard | undefined>()
  readonly #facts: Facts
  readonly #lines: readonly Line[]
  readonly #badges: readonly Badge[]
  readonly #tunnels: readonly SVGGElement[]
  readonly #leaders: readonly SVGElement[]
  readonly #places = new Map<string, Element[]>()
  #present = new Map<string, State>()
  /** What differs in the comparison that is shown. */
  differences: ReadonlyMap<string, Difference> = new Map()

  constructor(svg: SVGSVGElement, facts: Facts, view: string) {
    this.svg = svg
    this.#facts = facts
    const guards = facts.data.views[view]?.flows ?? {}
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
    const drawn = new Set([...this.#badges.map(({ flow }) => flow), ...this.#lines.flatMap(({ flows }) => flows)])
    for (const flow of facts.flows.keys()) if (drawn.has(flow)) this.drawn.set(flow, guards[flow])
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

  /** The flows that are shown, in the order of their numbers. */
  get flows(): readonly string[] {
    return [...this.#present.keys()]
  }

  /** The flows that are seen in a configuration, with their states. */
  states(configuration: Configuration): Map<string, State> {
    const found = new Map<string, State>()
    for (const [id, guard] of this.drawn) {
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
    const open = new Set(this.#lines.filter(({ tube, flows }) => tube && flows.some(flow => drawn.has(flow))).flatMap(({ legs }) => legs))
    const closed = new Set(this.#lines.flatMap(({ tube, legs }) => (tube ? legs : [])).filter(leg => !open.has(leg)))
    for (const line of this.#lines) this.#showLine(line, drawn, closed)
    for (const badge of this.#badges) {
      const state = drawn.get(badge.flow)
      badge.outer.classList.toggle("gp-absent", !state)
      if (state) look(badge.element, state.exposure, state.layer)
      mark(badge.element, this.differences.get(badge.flow))
    }
    for (const tunnel of this.#tunnels) {
      tunnel.classList.toggle("gp-absent", !flowsOf(tunnel).some(flow => drawn.get(flow)?.layer === "overlay"))
    }
    for (const leader of this.#leaders) leader.classList.toggle("gp-absent", !drawn.has(leader.dataset["flow"] ?? ""))
    this.#showPlaces(drawn.keys())
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
    line.element.classList.toggle("gp-absent", !states.length)
    mark(line.element, line.flows.map(flow => this.differences.get(flow)).find(Boolean))
    const [state] = states
    if (!state) return
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
    const touched = new Set<string>()
    for (const flow of flows) {
      for (const stop of this.stops(flow)) for (const place of this.#facts.around(stop)) touched.add(place)
    }
    for (const [id, elements] of this.#places) {
      for (const element of elements) element.classList.toggle("gp-absent", !touched.has(id))
    }
  }

  /** The places of the picture that a flow touches: those themselves, or the folded ones around them. */
  stops(flow: string): string[] {
    const seen = this.#facts.stops(flow).map(stop => this.#facts.around(stop).find(place => this.#places.has(place)))
    return [...new Set(seen.filter(place => place !== undefined))]
  }

  /** The flows that are shown and touch a place. */
  at(place: string): string[] {
    return this.flows.filter(flow => this.#facts.touches(flow, place))
  }

  /** Light up flows with what they touch, and dim the rest; nothing is dimmed without flows or places. */
  light(flows: Iterable<string>, places: Iterable<string> = []): void {
    const lit = new Set([...flows].filter(flow => this.#present.has(flow)))
    const reached = new Set([...places, ...[...lit].flatMap(flow => this.stops(flow))])
    for (const { element, flows } of this.#lines) element.classList.toggle("gp-lit", flows.some(flow => lit.has(flow)))
    for (const tunnel of this.#tunnels) tunnel.classList.toggle("gp-lit", flowsOf(tunnel).some(flow => lit.has(flow)))
    for (const leader of this.#leaders) leader.classList.toggle("gp-lit", lit.has(leader.dataset["flow"] ?? ""))
    for (const { element, flow } of this.#badges) element.classList.toggle("gp-lit", lit.has(flow))
    for (const [id, elements] of this.#places) for (const element of elements) element.classList.toggle("gp-lit", reached.has(id))
    this.svg.classList.toggle("gp-dimmed", reached.size > 0)
  }

  /** Let the flows that a filter leaves out fade. */
  fade(matching: ReadonlySet<string> | undefined): void {
    const fades = (flows: readonly string[]) => matching !== undefined && !flows.some(flow => matching.has(flow))
    for (const { element, flows } of this.#lines) element.classList.toggle("gp-faded", fades(flows))
    for (const tunnel of this.#tunnels) tunnel.classList.toggle("gp-faded", fades(flowsOf(tunnel)))
    for (const leader of this.#leaders) leader.classList.toggle("gp-faded", fades([leader.dataset["flow"] ?? ""]))
    for (const { outer, flow } of this.#badges) outer.classList.toggle("gp-faded", fades([flow]))
    const reached = new Set([...(matching ?? [])].flatMap(flow => this.stops(flow)).flatMap(stop => this.#facts.around(stop)))
    for (const [id, elements] of this.#places) {
      for (const element of elements) element.classList.toggle("gp-faded", matching !== undefined && !reached.has(id))
    }
  }

  /** What is lit up in the drawing: where readers look. */
  get lit(): readonly Element[] {
    return [...this.svg.querySelectorAll(".gp-lit:not(.gp-absent)")].filter(element => !element.matches(".gp-box:not(.gp-leaf)"))
  }

  /** The element that stands for a flow or a place: where focus goes back to. */
  element(id: string): SVGElement | undefined {
    const badge = this.#badges.find(badge => badge.flow === id)
    return badge?.outer ?? (this.#places.get(id)?.at(-1) as SVGElement | undefined)
  }

  /** What stands below an event: the flows of a line, or a place. */
  static hit(target: EventTarget | null): { flows: string[] } | { place: string } | undefined {
    if (!(target instanceof Element)) return undefined
    const found = target.closest<SVGElement>(".gp-badge,.gp-line,.gp-tunnel,.gp-card,.gp-box[data-title],.gp-leaf,.gp-open")
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

function isTube(line: SVGGElement): boolean {
  return line.querySelector(":scope > .gp-wall:not(.gp-made)") !== null
}

/** Give a line what other configurations need: a casing for private ones, walls for overlays. */
function dress(line: SVGGElement): void {
  const strokes = [...line.querySelectorAll<SVGPathElement>(":scope > .gp-stroke")]
  const cased = line.querySelector(":scope > .gp-casing") !== null
  const names = [...(cased ? [] : ["gp-casing"]), "gp-wall", "gp-inner"]
  line.prepend(...strokes.flatMap(stroke => names.map(name => made(stroke, name))))
}

/** Give a line a broad reach for pointers. */
function widen(line: SVGGElement): void {
  const drawn = line.querySelectorAll<SVGPathElement>(":scope > :is(.gp-stroke, .gp-wall:not(.gp-made))")
  line.append(...[...drawn].map(path => made(path, "gp-reach")))
}

function made(like: SVGPathElement, name: string): SVGPathElement {
  return shape("path", { class: `${name} gp-made`, d: like.getAttribute("d") ?? "" })
}

function look(element: SVGElement, exposure: Exposure, layer: Layer): void {
  element.classList.toggle("gp-public", exposure === "public")
  element.classList.toggle("gp-private", exposure === "private")
  element.classList.toggle("gp-overlay", layer === "overlay")
}

export function mark(element: Element, difference: Difference | undefined): void {
  for (const name of DIFFERENCES) element.classList.toggle(`gp-${name}`, name === difference)
}

/** The button at the upper edge of a folded box, where lines seldom are. */
function opener(box: SVGGElement, boundary: string, label: string): SVGGElement {
  const { x, y, width } = [...box.querySelectorAll<SVGRectElement>(":scope > rect.gp-body")].at(-1) ?? shape("rect", {})
  const button = shape("g", { class: "gp-open", "data-opens": boundary, role: "button", tabindex: "0", "aria-label": label })
  const title = shape("title", {})
  title.textContent = label
  const disc = shape("circle", { r: "11" })
  button.append(title, disc, shape("path", { d: "M-5 0H5M0-5V5" }))
  button.setAttribute("transform", `translate(${x.baseVal.value + width.baseVal.value - 20} ${y.baseVal.value})`)
  return button
}

function shape<K extends keyof SVGElementTagNameMap>(name: K, attributes: Readonly<Record<string, string>>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
