import type { Procedure } from "../facts/data.ts"
import { extras, type Chart, type Extras } from "../extras/extras.ts"

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
      const { chart, picture } = wanted === undefined ? ({} as Partial<Extras>) : await extras()
      const svg = wanted === undefined ? undefined : await picture?.(wanted)
      if (wanted !== this.#sought) return false
      this.#chart?.frame.remove()
      this.#chart = svg && procedure && chart?.(svg, procedure.id, procedure.name, go)
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
