import type { Procedure } from "../facts/data.ts"
import { Pace } from "./pace.ts"
import { store } from "../state/store.ts"

interface Step {
  readonly procedure: Procedure
  readonly index: number
}

/** The way through the steps of a procedure, on the reader's word or by itself. */
export class Walk {
  readonly #pace = new Pace()
  readonly #view: () => string
  readonly #step: () => Step | undefined
  readonly #moved: () => void
  readonly #draw: () => void

  /** `moved` is called after each step, `draw` when it starts or stops to go by itself. */
  constructor(view: () => string, step: () => Step | undefined, moved: () => void, draw: () => void) {
    this.#view = view
    this.#step = step
    this.#moved = moved
    this.#draw = draw
  }

  get playing(): boolean {
    return this.#pace.going
  }

  /** Go to a step of a procedure, or leave it. */
  go(procedure: string | undefined, index = 0): void {
    if (!procedure) this.stop()
    store.set({ step: procedure ? { view: this.#view(), procedure, index } : undefined, selected: undefined })
    this.#moved()
  }

  play(): void {
    const step = this.#step()
    if (this.#pace.going) this.stop()
    else {
      this.#pace.start(() => this.#on(), this.#draw)
      if (step && step.index + 1 === step.procedure.steps.length) return this.go(step.procedure.id)
    }
    this.#draw()
  }

  stop(): void {
    this.#pace.stop()
  }

  /** Go to the next step; tells whether there is one. */
  #on(): boolean {
    const step = this.#step()
    if (!step || step.index + 1 >= step.procedure.steps.length) return false
    this.go(step.procedure.id, step.index + 1)
    return true
  }
}
