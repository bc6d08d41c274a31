import type { Procedure } from "../facts/data.ts"
import { reduced } from "../frame/parts.ts"
import { picture } from "../extras/scripts.ts"

/** The sequence chart of a procedure, beside the drawing: it scrolls where that moves. */
class Chart {
  readonly procedure: string
  readonly svg: SVGSVGElement
  /** What holds it, to stand in the element's slot of this name. */
  readonly frame = document.createElement("div")
  readonly #steps: readonly SVGGElement[]

  /** `name` is what the chart is called; `go` is called with the step that is chosen. */
  constructor(svg: SVGSVGElement, procedure: string, name: string, go: (step: number) => void) {
    this.procedure = procedure
    this.svg = svg
    this.#steps = [...svg.querySelectorAll<SVGGElement>(".gp-step[data-step]")]
    this.frame.className = "gp-score"
    this.frame.slot = "chart"
    this.frame.tabIndex = 0
    this.frame.setAttribute("role", "group")
    this.frame.ariaLabel = name
    this.frame.append(svg)
    this.frame.addEventListener("click", event => {
      const step = (event.target as Element).closest<SVGGElement>(".gp-step")
      if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      go(Number(step.dataset["step"]))
    })
  }

  /** Light up a step and bring it into sight; `exists` tells of which flows there are. */
  show(index: number, exists: (flow: string) => boolean): void {
    for (const step of this.#steps) {
      const { flow } = step.dataset
      step.classList.toggle("gp-void", flow !== undefined && !exists(flow))
      const now = Number(step.dataset["step"]) === index
      step.classList.toggle("gp-lit", now)
      if (now) step.setAttribute("aria-current", "step")
      else step.removeAttribute("aria-current")
    }
    const lit = this.#steps.find(step => step.classList.contains("gp-lit"))?.getBoundingClientRect()
    const frame = this.frame.getBoundingClientRect()
    if (!lit || (lit.top >= frame.top && lit.bottom <= frame.bottom && lit.left >= frame.left && lit.right <= frame.right)) return
    const left = lit.width > frame.width ? lit.left - frame.left : lit.left + lit.width / 2 - frame.left - frame.width / 2
    this.frame.scrollBy({ top: lit.top + lit.height / 2 - frame.top - frame.height / 2, left, behavior: reduced() ? "instant" : "smooth" })
  }
}

/** The place of the chart that is seen, if any. */
export class Score {
  readonly #host: HTMLElement
  #chart: Chart | undefined
  #sought: string | undefined

  constructor(host: HTMLElement) {
    this.#host = host
  }

  get chart(): Chart | undefined {
    return this.#chart
  }

  /** Show the chart of a procedure that is at an address, or none; tells whether that changed anything. Rejects where it cannot be had. */
  async seek(procedure: Procedure | undefined, wanted: string | undefined, go: (step: number) => void): Promise<boolean> {
    if (wanted === this.#sought) return false
    this.#sought = wanted
    try {
      const svg = wanted === undefined ? undefined : await picture(wanted)
      if (wanted !== this.#sought) return false
      this.#chart?.frame.remove()
      this.#chart = svg && procedure && new Chart(svg, procedure.id, procedure.name, go)
      if (this.#chart) this.#host.append(this.#chart.frame)
      return true
    } catch (error) {
      if (wanted === this.#sought) this.#sought = undefined
      throw error
    }
  }

  destroy(): void {
    this.#chart?.frame.remove()
    this.#sought = this.#chart = undefined
  }
}
