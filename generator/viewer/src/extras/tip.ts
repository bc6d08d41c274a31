import type { Configuration } from "../facts/configuration.ts"
import type { Facts } from "../facts/facts.ts"
import type { Tip } from "./extras.ts"

const APART = 14

/** What a number stands for, said beside what the reader points at. */
export class Names implements Tip {
  readonly element = document.createElement("div")
  readonly #facts: Facts

  constructor(facts: Facts) {
    this.#facts = facts
    this.element.className = "tip"
    this.element.ariaHidden = "true"
    this.element.hidden = true
  }

  show(flows: readonly string[], configuration: Configuration, pointed?: Element | MouseEvent): void {
    const at = pointed instanceof Element ? pointed.getBoundingClientRect() : pointed && { left: pointed.clientX, bottom: pointed.clientY }
    const lines = flows.flatMap(flow => this.#lines(flow, configuration))
    this.element.hidden = !lines.length || !at
    if (this.element.hidden || !at) return
    this.element.replaceChildren(...lines.map(line => Object.assign(document.createElement("p"), { textContent: line })))
    const stage = this.element.parentElement?.getBoundingClientRect()
    if (!stage) return
    const { width, height } = this.element.getBoundingClientRect()
    const x = Math.max(Math.min(at.left - stage.left + APART, stage.width - width - 4), 4)
    const below = at.bottom - stage.top + APART
    const y = below + height > stage.height || at.bottom + APART + height > innerHeight ? below - height - 2.5 * APART : below
    this.element.style.transform = `translate(${Math.round(x)}px,${Math.round(y)}px)`
  }

  /** What a connection is, and below it from where to where. */
  #lines(id: string, configuration: Configuration): string[] {
    const { data } = this.#facts
    const flow = this.#facts.flow(id, configuration)
    const state = flow && this.#facts.state(id, configuration)
    if (!flow) return []
    const exposure = state && data.labels.exposure[state.exposure]
    const ways = flow.ways?.length ? flow.ways : [[flow.from, flow.to]]
    const named = (at: 0 | -1) => [...new Set(ways.map(way => data.places[way.at(at) ?? ""]?.name))].join(", ")
    const what = [`${flow.number} ${flow.name}`, data.labels.direction[flow.direction], exposure, flow.ports]
    return [what.filter(Boolean).join(" · "), `${named(0)} → ${named(-1)}`]
  }
}
