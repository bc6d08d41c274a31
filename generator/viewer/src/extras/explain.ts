/* A drawing with what explains it, as on the pages of a document: title, choices, legend, the key of its numbers, where it comes from. */
import type { Configuration } from "../facts/configuration.ts"
import type { Data } from "../facts/data.ts"
import { has } from "../picture/signs.ts"
import type { Told } from "./extras.ts"

const EDGE = 28
const LEAST = 760
const TITLE = 20
const TEXT = 12
const LEADING = 1.5
const GAP = 10
const SWATCH = { width: 50, height: 22 } as const
const BETWEEN = 26
const KEY_ROOM = 36
const KEY_COLUMN = 330
const DISC = 18
/** What stands on the number of a connection in a comparison. */
const SIGNS = [
  ["+", "added"],
  ["−", "gone"],
  ["~", "changed"],
] as const

/** Makes a copy of an element that carries its looks. */
type Copy = (element: Element) => Element | undefined

/** `copy` is the drawing `svg` as a file of its own; what comes back has the same, and around it what is `told` of it. */
export function explained(svg: SVGSVGElement, copy: SVGSVGElement, told: Told, copied: Copy): SVGSVGElement {
  const { width, height } = svg.viewBox.baseVal
  const room = Math.max(width, LEAST)
  const stack = new Stack(svg, copy.ownerDocument, room)
  const { data } = told.facts
  stack.text(svg.querySelector(":scope > title")?.textContent ?? "", "--gp-text", TITLE, 700)
  for (const line of [data.project, named(told, told.configuration), ...compared(told)]) stack.text(line, "--gp-muted")
  stack.y += GAP
  const drawing = stack.moved(EDGE + (room - width) / 2, stack.y)
  drawing.append(...[...copy.children].filter(({ localName }) => !["title", "desc", "rect"].includes(localName)))
  stack.y += height + GAP
  stack.rule()
  stack.legend(entries(svg, told.legend), copied)
  stack.key(numbers(svg, told))
  stack.rule()
  stack.text(data.origin ?? "", "--gp-muted")
  const size = { width: room + 2 * EDGE, height: stack.y + EDGE - GAP }
  copy.setAttribute("viewBox", `0 0 ${size.width} ${size.height.toFixed(2)}`)
  for (const one of [copy, copy.querySelector(":scope > rect")]) for (const [key, value] of Object.entries(size)) one?.setAttribute(key, value.toFixed(2))
  copy.append(...stack.parts)
  return copy
}

/** Every choice of a configuration, each with its option. */
function named({ facts: { data }, say }: Told, configuration: Configuration): string {
  const told = data.options.flatMap(({ id, name, choices }) =>
    choices.filter(choice => choice.id === configuration[id]).map(choice => say(data, "choice", { option: name, choices: choice.name })),
  )
  return told.join(" · ")
}

/** What it is compared with, and what the signs on numbers mean. */
function compared(told: Told): string[] {
  const { data } = told.facts
  if (!told.before && !data.since) return []
  const signs = SIGNS.map(([sign, became]) => `${sign} ${told.say(data, became, {})}`)
  return [told.before ? told.say(data, "compared", { choices: named(told, told.before) }) : "", signs.join(" · ")].filter(Boolean)
}

interface Entry {
  readonly sign: SVGSVGElement
  readonly text: string
}

/** The signs of a legend that a drawing shows, each with its meaning. */
function entries(svg: SVGSVGElement, legend: Told["legend"]): Entry[] {
  return [...(legend?.querySelectorAll<HTMLElement>("[data-sign]") ?? [])].flatMap(entry => {
    const sign = entry.querySelector("svg")
    const text = (entry.querySelector(":scope > span") ?? entry).textContent.trim()
    return sign && has(svg, entry.dataset["sign"] ?? "") ? { sign, text } : []
  })
}

interface Numbered {
  readonly badge: Element
  readonly number: number
  readonly name: string
}

/** The numbers that a drawing shows, once each, with what becomes of them in a comparison. */
function numbers(svg: SVGSVGElement, { facts, say }: Told): Numbered[] {
  const found = new Map<string, Numbered>()
  for (const badge of svg.querySelectorAll<SVGElement>(".gp-badge[data-flow]")) {
    const flow = facts.flows.get(badge.dataset["flow"] ?? "")
    if (flow && (!found.has(flow.id) || !badge.matches(".gp-gone")) && getComputedStyle(badge).display !== "none" && !badge.closest(".gp-absent"))
      found.set(flow.id, { badge, number: flow.number, name: [flow.name, ...became(badge, facts.data, say)].join(" · ") })
  }
  return [...found.values()].sort((one, other) => one.number - other.number)
}

function became(badge: Element, data: Data, say: Told["say"]): string[] {
  return SIGNS.flatMap(([sign, kind]) => (badge.matches(`.gp-${kind}`) ? `${sign} ${say(data, kind, {})}` : []))
}

/** Puts things below each other. `y` is where the next one begins. */
class Stack {
  readonly parts: Element[] = []
  y = EDGE
  readonly #looks: CSSStyleDeclaration
  readonly #document: Document
  readonly #width: number
  readonly #ruler = document.createElement("canvas").getContext("2d")

  constructor(svg: SVGSVGElement, inert: Document, width: number) {
    this.#looks = getComputedStyle(svg)
    this.#document = inert
    this.#width = width
  }

  text(said: string, ink: string, size = TEXT, weight = 400): void {
    for (const line of this.#wrapped(said, this.#width, size, weight)) {
      this.#say(line, EDGE, this.y + size, ink, size, weight)
      this.y += size * LEADING
    }
  }

  rule(): void {
    this.y += GAP
    this.#add("path", { d: `M${EDGE} ${this.y}h${this.#width}`, fill: "none", stroke: this.#looks.getPropertyValue("--gp-nobody"), "stroke-width": 0.75 })
    this.y += GAP
  }

  legend(entries: readonly Entry[], copied: Copy): void {
    let x = 0
    for (const { sign, text } of entries) {
      const needed = SWATCH.width + GAP + this.#measured(text, TEXT, 400)
      if (x && x + needed > this.#width) [x, this.y] = [0, this.y + SWATCH.height + 4]
      const group = this.moved(EDGE + x, this.y)
      for (const part of sign.children) group.append(copied(part) ?? "")
      this.#say(text, EDGE + x + SWATCH.width + GAP, this.y + 15, "--gp-text")
      x += needed + BETWEEN
    }
    if (entries.length) this.y += SWATCH.height + GAP
  }

  /** Columns that are read downwards. */
  key(numbered: readonly Numbered[]): void {
    const columns = Math.max(1, Math.floor(this.#width / KEY_COLUMN))
    const [wide, high] = [this.#width / columns, Math.ceil(numbered.length / columns)]
    const start = this.y
    for (let column = 0; column < columns; column++) {
      let y = start
      for (const { badge, number, name } of numbered.slice(column * high, (column + 1) * high)) {
        const lines = this.#wrapped(name, wide - KEY_ROOM - GAP, TEXT, 400)
        this.#number(badge, number, EDGE + column * wide, y)
        for (const [index, line] of lines.entries()) this.#say(line, EDGE + column * wide + KEY_ROOM, y + 13 + index * TEXT * LEADING, "--gp-text")
        y += Math.max(DISC + 4, lines.length * TEXT * LEADING + 4)
      }
      this.y = Math.max(this.y, y)
    }
  }

  moved(x: number, y: number): Element {
    return this.#add("g", { transform: `translate(${+x.toFixed(2)} ${+y.toFixed(2)})` })
  }

  #number(badge: Element, number: number, x: number, y: number): void {
    const disc = getComputedStyle(badge.querySelector(".gp-disc") ?? badge)
    const ink = getComputedStyle(badge.querySelector("text") ?? badge).fill
    const width = Math.max(DISC, this.#measured(String(number), 11, 700) + 9)
    this.#add("rect", { x, y, width, height: DISC, rx: DISC / 2, fill: disc.fill, stroke: disc.stroke, "stroke-width": parseFloat(disc.strokeWidth) || 1 })
    this.#add("text", { x: x + width / 2, y: y + 13, fill: ink, "font-size": 11, "font-weight": 700, "text-anchor": "middle" }, String(number))
  }

  #say(said: string, x: number, y: number, ink: string, size = TEXT, weight = 400): void {
    this.#add("text", { x, y, fill: this.#looks.getPropertyValue(ink), "font-size": size, "font-weight": weight, "text-anchor": "start" }, said)
  }

  #add(name: string, attributes: Readonly<Record<string, string | number>>, text = ""): Element {
    const made = this.#document.createElementNS("http://www.w3.org/2000/svg", name)
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value).trim())
    if (text) {
      made.textContent = text
      made.setAttribute("font-family", this.#looks.fontFamily)
    }
    this.parts.push(made)
    return made
  }

  /** Words in lines of a width; what has no spaces breaks anywhere, as Japanese does. */
  #wrapped(said: string, width: number, size: number, weight: number): string[] {
    const lines: string[] = []
    let line = ""
    for (const { segment } of new Intl.Segmenter(document.documentElement.lang || undefined, { granularity: "word" }).segment(said)) {
      if (line && this.#measured(line + segment, size, weight) > width) {
        lines.push(line.trim())
        line = ""
      }
      line += segment
    }
    return line.trim() ? [...lines, line.trim()] : lines
  }

  #measured(said: string, size: number, weight: number): number {
    if (!this.#ruler) return said.length * size
    this.#ruler.font = `${weight} ${size}px ${this.#looks.fontFamily}`
    return this.#ruler.measureText(said).width
  }
}
