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
    const lines = flows.flatMap(flow => this.#line(flow, configuration) ?? [])
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

  #line(id: string, configuration: Configuration): string | undefined {
    const { data } = this.#facts
    const flow = this.#facts.flows.get(id)
    const state = flow && this.#facts.state(id, configuration)
    if (!flow) return undefined
    const exposure = state && data.labels.exposure[state.exposure]
    return [`${flow.number} ${flow.name}`, data.labels.direction[flow.direction], exposure, flow.ports].filter(Boolean).join(" · ")
  }
}
