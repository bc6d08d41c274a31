import { difference, type Difference } from "../facts/compare.ts"
import { holds, type Configuration } from "../facts/configuration.ts"
import type { Guard } from "../facts/data.ts"
import type { Facts, State } from "../facts/facts.ts"
import { byName, parsed } from "../facts/names.ts"
import { dress, isTube, look, widen } from "./lines.ts"
import { count, mark, shape, sign, size, tell } from "./marks.ts"
import { say } from "../frame/parts.ts"

const HIT = ".gp-badge,.gp-line,.gp-tunnel,.gp-card,.gp-box[data-title],.gp-leaf,.gp-open"

/** Flow -> where it runs along an element, for those that go another way in some configuration. */
type Wheres = Readonly<Record<string, Guard>>

const WAYS = ["inbound", "outbound", "internal", "external"]

interface Line {
  readonly element: SVGGElement
  readonly flows: readonly string[]
  readonly wheres: Wheres
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
  readonly wheres: Wheres
}

/** The looks of a card where its owner is by choice. */
interface Guise {
  readonly outer: Element
  readonly where: Guard
}

/** The state that a flow is shown in along an element, if any. */
type Runs = (wheres: Wheres, flow: string) => State | undefined

/** The drawing of a view, or of a boundary opened in it. It holds what exists in any configuration; this shows what does in one. */
export class Picture {
  readonly svg: SVGSVGElement
  /** The flows that it is about in some configuration, with where they are: those with a line, and those inside of folded boxes. */
  readonly known: ReadonlyMap<string, Guard | undefined>
  readonly #facts: Facts
  readonly #lines: readonly Line[]
  readonly #badges: readonly Badge[]
  /** The badges of each flow that takes several ways by choice, as they stand in the drawing. */
  readonly #forks: readonly Badge[][]
  readonly #tunnels: readonly SVGGElement[]
  readonly #leaders: readonly SVGElement[]
  /** What stands for a place: under its id, or with the boundary that it stands in where that is by choice. */
  readonly #places = new Map<string, Element[]>()
  readonly #guises: readonly Guise[]
  #configuration: Configuration = {}
  /** The places that no flow touches, and those around them: they are there in every configuration. */
  readonly #still: ReadonlySet<string>
  #present = new Map<string, State>()
  #stood = new Map<string, string | undefined>()
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
      wheres: wheresOf(element),
    }))
    const forked = this.#badges.filter(({ wheres, flow }) => wheres[flow] !== undefined)
    this.#forks = [...new Set(forked.map(({ flow }) => flow))].map(flow => forked.filter(badge => badge.flow === flow))
    for (const element of all<SVGGElement>("[data-component],[data-boundary],[data-title]")) {
      const { component, boundary, title, in: home } = element.dataset
      const id = component ?? boundary ?? title ?? ""
      const key = home ? stand(id, home) : id
      this.#places.set(key, [...(this.#places.get(key) ?? []), outer(element)])
    }
    const guises = all<SVGGElement>("[data-component][data-where]")
    this.#guises = guises.map(element => ({ outer: outer(element), where: parsed<Guard>(element.dataset["where"] ?? "null") }))
    this.#lines = all<SVGGElement>(".gp-line").map(element => {
      const flows = flowsOf(element)
      const overlay = element.classList.contains("gp-overlay")
      const line = { element, flows, wheres: wheresOf(element), legs: legsOf(element), overlay, tube: isTube(element) }
      if (overlay || flows.some(flow => (facts.flows.get(flow)?.channel.length ?? 0) > 1)) dress(element)
      widen(element)
      return line
    })
    for (const link of svg.querySelectorAll("a")) link.setAttribute("tabindex", "-1")
    const { level } = svg.dataset
    const drawn = new Set([...this.#badges.map(({ flow }) => flow), ...this.#lines.flatMap(({ flows }) => flows)])
    const about = (flow: string) => drawn.has(flow) || (flow in guards && (level === undefined || facts.canTouch(flow, level)))
    this.known = new Map([...facts.flows.keys()].filter(about).map(flow => [flow, guards[flow]]))
    const joined = new Set([...this.known.keys()].flatMap(flow => facts.reaches(flow)).flatMap(stop => facts.enclosing(stop)))
    this.#still = new Set([...this.#places.keys()].map(placeOf).filter(place => !joined.has(place)))
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

  /** What it shows. */
  get configuration(): Configuration {
    return this.#configuration
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
    this.#configuration = configuration
    this.#stood = new Map()
    this.#present = this.states(configuration)
    const old = before ? this.states(before) : new Map<string, State>()
    this.differences = before ? this.#compared(old, before, configuration) : this.#since()
    const drawn = new Map([...old, ...this.#present])
    this.shown = new Map([...this.known.keys()].flatMap(flow => (drawn.has(flow) ? [[flow, drawn.get(flow) as State]] : [])))
    const runs: Runs = (wheres, flow) => [this.#present.get(flow), old.get(flow)].find(state => state && holds(wheres[flow], state.at))
    const open = new Set(this.#lines.flatMap(({ tube, flows, wheres, legs }) => (tube && flows.some(flow => runs(wheres, flow)) ? legs : [])))
    const closed = new Set(this.#lines.flatMap(({ tube, legs }) => (tube ? legs : [])).filter(leg => !open.has(leg)))
    for (const line of this.#lines) this.#showLine(line, runs, closed)
    for (const badge of this.#badges) {
      const state = runs(badge.wheres, badge.flow)
      badge.outer.classList.toggle("gp-absent", !state)
      if (!state) continue
      look(badge.element, state.exposure, state.layer)
      this.#markBadge(badge, state)
    }
    for (const ways of this.#forks) arrange(ways)
    for (const tunnel of this.#tunnels) {
      const wheres = wheresOf(tunnel)
      tunnel.classList.toggle("gp-absent", !flowsOf(tunnel).some(flow => runs(wheres, flow)?.layer === "overlay"))
    }
    for (const leader of this.#leaders) leader.classList.toggle("gp-absent", !runs(wheresOf(leader), leader.dataset["flow"] ?? ""))
    this.#showPlaces([...old, ...this.#present])
  }

  /** What differs of a flow along an element that it runs along in a state: the way that it took before is gone. */
  #differs(flow: string, { at }: State): Difference | undefined {
    const difference = this.differences.get(flow)
    return difference && at !== this.#configuration ? "gone" : difference
  }

  #markBadge({ element, outer, flow }: Badge, state: State): void {
    const difference = this.#differs(flow, state)
    const known = this.#facts.flow(flow, state.at)
    const said = difference && say(this.#facts.data, difference)
    mark(element, difference)
    sign(element, difference)
    tell(element, outer, [known?.classes[state.exposure], known?.status, said].filter(Boolean).join(". "))
  }

  /** What has become of the flows that there are, where the picture is of two editions. */
  #since(): Map<string, Difference> {
    return new Map(Object.entries(this.#facts.data.since?.flows ?? {}).filter(([flow]) => this.#present.has(flow)))
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

  #showLine(line: Line, runs: Runs, closed: ReadonlySet<string>): void {
    const running = line.flows.flatMap(flow => {
      const state = runs(line.wheres, flow)
      return state ? [{ flow, state }] : []
    })
    const difference = running.map(({ flow, state }) => this.#differs(flow, state)).find(Boolean)
    line.element.classList.toggle("gp-absent", !running.length)
    mark(line.element, difference)
    const [first] = running
    if (!first) return
    if (line.element.classList.contains("gp-tally")) {
      count(line.element, running.length)
      sign(line.element, difference)
    }
    const { layer } = first.state
    look(line.element, running.some(({ state }) => state.exposure === "public") ? "public" : "private", layer)
    const walled = layer === "overlay" && (!line.overlay || line.legs.some(leg => closed.has(leg)))
    line.element.classList.toggle("gp-walled", walled)
  }

  /** Places that no flow touches leave the picture with the last thing in them. */
  #showPlaces(flows: readonly (readonly [string, State])[]): void {
    const reached = new Map([[this.#configuration, new Set(this.#still)]])
    for (const [flow, { at }] of flows) {
      const stops = reached.get(at) ?? new Set()
      reached.set(at, stops)
      for (const stop of this.#facts.stops(flow, at)) stops.add(stop)
    }
    const around = (place: string, at: Configuration) => this.#facts.around(place, at).slice(1)
    const touched = new Set([...reached].flatMap(([at, places]) => [...this.#standing(places, at), ...[...places].flatMap(place => around(place, at))]))
    this.touched = new Set([...this.#places.keys()].filter(key => touched.has(key)).map(placeOf))
    for (const [key, elements] of this.#places) for (const element of elements) element.classList.toggle("gp-absent", !touched.has(key))
    for (const { outer, where } of this.#guises) if (!holds(where, this.#configuration)) outer.classList.add("gp-absent")
    this.#recount()
  }

  /** How many components are in a boundary, where some are in different places with different choices. */
  held(boundary: string): number | undefined {
    const places = Object.entries(this.#facts.data.places)
    if (!places.some(([, { turns }]) => turns?.some(turn => turn.in !== undefined))) return undefined
    return places.filter(([id, { component }]) => component && this.#facts.around(id, this.#configuration).includes(boundary)).length
  }

  /** Say on folded boxes how many components are in them. */
  #recount(): void {
    for (const box of this.svg.querySelectorAll<SVGGElement>("[data-collapsed]")) {
      const count = box.querySelector(".gp-held")
      const held = this.held(box.dataset["boundary"] ?? "")
      if (count && held !== undefined) count.textContent = String(held)
    }
  }

  /** The places of the picture that a flow touches, as it is shown: those themselves, or the folded ones around them. */
  stops(flow: string): string[] {
    return [...this.#stands(flow)].map(placeOf)
  }

  #stands(flow: string): Set<string> {
    const at = this.shown.get(flow)?.at ?? this.#configuration
    return this.#standing(this.#facts.stops(flow, at), at)
  }

  /** What stands in the picture for places: they themselves, or what is drawn around them. */
  #standing(places: Iterable<string>, at: Configuration): Set<string> {
    const seen = [...places].map(place => this.#stand(place, at))
    return new Set(seen.filter(key => key !== undefined))
  }

  /** What stands for one of them, looked up once for the configuration that is shown. */
  #stand(place: string, at: Configuration): string | undefined {
    const stood = at === this.#configuration ? this.#stood : new Map<string, string | undefined>()
    if (!stood.has(place)) {
      const around = this.#facts.around(place, at)
      stood.set(place, [stand(place, around[1] ?? ""), ...around].find(key => this.#places.has(key)))
    }
    return stood.get(place)
  }

  /** Whether a flow has a line. It has none where all of it is inside of something that is folded up. */
  draws(flow: string): boolean {
    return this.#lines.some(({ element, flows }) => flows.includes(flow) && !element.classList.contains("gp-absent"))
  }

  /** Which way a flow with a number runs, as it is drawn. */
  way(flow: string): string | undefined {
    const { element } = this.#badge(flow) ?? {}
    return element && WAYS.find(way => element.classList.contains(`gp-${way}`))
  }

  /** The first badge of a flow that is seen, or would be. */
  #badge(flow: string): Badge | undefined {
    const badges = this.#badges.filter(badge => badge.flow === flow)
    return badges.find(({ outer }) => !outer.classList.contains("gp-absent")) ?? badges[0]
  }

  /** The flows that there are and touch a place. */
  at(place: string): string[] {
    return this.flows.filter(flow => this.#facts.touches(flow, place, this.#configuration))
  }

  /** Light up flows with what they touch, and dim the rest; nothing is dimmed without flows or places. */
  light(flows: Iterable<string>, places: Iterable<string> = []): void {
    const lit = new Set([...flows].filter(flow => this.#present.has(flow)))
    const reached = new Set([...this.#standing(places, this.#configuration), ...[...lit].flatMap(flow => [...this.#stands(flow)])])
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
    const found = this.#standing(matching?.places ?? [], this.#configuration)
    const touched = new Set([...(matching?.flows ?? [])].flatMap(flow => [...this.#stands(flow)]))
    const around = (key: string) => this.#facts.around(placeOf(key), this.#configuration).slice(1)
    const reached = new Set([...found, ...touched].flatMap(key => [key, ...around(key)]))
    for (const [id, elements] of this.#places) {
      for (const element of elements) {
        element.classList.toggle("gp-faded", matching !== undefined && !reached.has(id))
        element.classList.toggle("gp-found", found.has(id))
      }
    }
  }

  /** What the focus can stand on. The drawing as a whole is the one stop of the Tab key. */
  get targets(): readonly Element[] {
    return [...this.svg.querySelectorAll("a:not([aria-hidden]), .gp-open")].filter(element => !element.closest(".gp-absent"))
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
    const badge = this.#badge(id)
    const standing = this.#standing([id], this.#configuration)
    const [place = ""] = standing.size || !this.#facts.flows.has(id) ? standing : this.#stands(id)
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

/** Let the badges of a flow that are seen come before those of its other ways. */
function arrange(ways: Badge[]): void {
  const absent = ({ outer }: Badge) => Number(outer.classList.contains("gp-absent"))
  const sorted = [...ways].sort((a, b) => absent(a) - absent(b))
  if (sorted.every((badge, index) => badge === ways[index])) return
  const after = ways.at(-1)?.outer.nextSibling ?? null
  for (const { outer } of sorted) outer.parentNode?.insertBefore(outer, after)
  ways.splice(0, ways.length, ...sorted)
}

/** What a component is called in a picture that stands in a boundary by choice. */
function stand(place: string, home: string): string {
  return `${place}@${home}`
}

function placeOf(key: string): string {
  return key.split("@")[0] ?? key
}

function wheresOf(element: SVGElement): Wheres {
  const { where } = element.dataset
  return where === undefined ? byName() : (parsed<Wheres>(where))
}

/** The stretches of a line, each by the ids of its ends in order. */
function legsOf({ dataset: { from = "", via = "", to = "" } }: SVGElement): string[] {
  const stops = [from, ...via.split(" ").filter(Boolean), to]
  return stops.slice(1).map((stop, index) => [stops[index] ?? "", stop].sort().join(" "))
}

function flowsOf(element: SVGElement): string[] {
  return (element.dataset["flows"] ?? element.dataset["flow"] ?? "").split(" ").filter(Boolean)
}

function outer(element: SVGElement): SVGElement {
  const parent = element.parentElement as unknown
  return parent instanceof SVGAElement ? parent : element
}

/** The button at the upper edge of a folded box, where lines seldom are. */
function opener(box: SVGGElement, boundary: string, label: string): SVGGElement {
  const body = [...box.querySelectorAll<SVGRectElement>(":scope > rect.gp-body")].at(-1) ?? shape("rect", {})
  const button = shape("g", { class: "gp-open", "data-opens": boundary, role: "button", tabindex: "-1", "aria-label": label })
  const title = shape("title", {})
  title.textContent = label
  const disc = shape("circle", { r: "11" })
  button.append(title, disc, shape("path", { d: "M-5 0H5M0-5V5" }))
  const place = box.getAttribute("transform") ?? ""
  button.setAttribute("transform", `${place}translate(${size(body, "x") + size(body, "width") - 20} ${size(body, "y")})`)
  return button
}
