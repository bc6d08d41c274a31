const GLANCE = 2000

/** Something that is said for a moment. */
export class Hint {
  readonly #draw: () => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #seen = false
  /** The key of what is said, or was said last: it stays while it goes out of sight. */
  text = ""

  /** `draw` is called when it comes and when it goes. */
  constructor(draw: () => void) {
    this.#draw = draw
  }

  get seen(): boolean {
    return this.#seen
  }

  say(text: string): void {
    clearTimeout(this.#timer)
    this.text = text
    this.#show(true)
    this.#timer = setTimeout(() => this.#show(false), GLANCE)
  }

  #show(seen: boolean): void {
    this.#seen = seen
    this.#draw()
  }
}
