import type { Drawing } from "../picture/drawing.ts"
import { Picture } from "../picture/picture.ts"
import type { Reading } from "./reading.ts"

/** Where the focus was last, if in a diagram. The theme makes the content of a page anew when the reader goes back in it, and the focus
 * is gone with the old one. */
let last: { readonly path: string; readonly view: string; readonly place: string | undefined } | undefined

const forget = (event: Event) => {
  if (!(event.target instanceof Element && event.target.closest("groundplan-diagram"))) last = undefined
}
for (const type of ["pointerdown", "focusin"]) addEventListener(type, forget, true)

/** Where the focus goes as one picture takes the place of another. */
export class Focus {
  readonly #drawing: Drawing
  readonly #reading: Reading
  /** What the reader left by going to another level. */
  #left: { readonly level: string | undefined; readonly outwards: boolean } | undefined

  constructor(drawing: Drawing, reading: Reading) {
    this.#drawing = drawing
    this.#reading = reading
  }

  /** Something of the diagram has it now. */
  keep(target: EventTarget | null): void {
    const hit = Picture.hit(target)
    last = { path: location.pathname, view: this.#drawing.view, place: hit && "place" in hit ? hit.place : undefined }
  }

  /** The reader goes to another level. */
  leave(next: string | undefined): void {
    this.#left = { level: this.#drawing.level, outwards: this.#reading.trail.includes(next) }
  }

  /** But could not. */
  stay(): void {
    this.#left = undefined
  }

  get leaving(): boolean {
    return this.#left !== undefined
  }

  /** Put it on what stands for what was left, or on the drawing as a whole; tells whether there was anything to do. */
  arrive(): boolean {
    const left = this.#left
    this.#left = undefined
    const { view } = this.#drawing
    const lost = last?.path === location.pathname && last.view === view && document.activeElement === document.body ? last : undefined
    if (!left && !lost) return false
    const { canvas, picture } = this.#drawing
    const place = left ? (left.outwards ? left.level : undefined) : lost?.place
    const found = place === undefined ? undefined : picture.element(place)
    ;(found ?? canvas).focus({ preventScroll: true })
    return true
  }
}
