const PAUSE = 4000

/** Goes on by itself, step after step, until it is told to stop or there is nothing more. */
export class Pace {
  #timer: ReturnType<typeof setInterval> | undefined

  get going(): boolean {
    return this.#timer !== undefined
  }

  /** `next` is called every few seconds and tells whether there was a next step; `ended` when there was none. */
  start(next: () => boolean, ended: () => void): void {
    this.#timer = setInterval(() => {
      if (next()) return
      this.stop()
      ended()
    }, PAUSE)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
