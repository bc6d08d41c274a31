import { extras, type Minimap } from "./extras.ts"
import type { Zoom } from "../motion/zoom.ts"

/** A window where it leaves enough of the drawing in sight. */
const ROOMY = "(min-width: 60.01em) and (min-height: 37.5em)"

/** Where the minimap stands, once there is something to see on it. Its script comes then, and not before. */
export class Corner {
  readonly #ready: () => void
  #map: Minimap | undefined
  #asked = false
  #drawn: SVGSVGElement | undefined

  /** `ready` is called when the minimap is there. */
  constructor(ready: () => void) {
    this.#ready = ready
  }

  get element(): HTMLElement | undefined {
    return this.#map?.element
  }

  /** Let the minimap show what is seen of a drawing, where the screen has room for both. */
  follow(zoom: Zoom, svg: SVGSVGElement): void {
    const wanted = zoom.large && !zoom.all && matchMedia(ROOMY).matches
    if (wanted && !this.#asked) this.#ask(zoom, svg)
    if (!this.#map) return
    this.#map.element.hidden = !wanted
    if (!wanted) return
    if (this.#drawn !== svg) this.#map.draw(svg)
    this.#drawn = svg
    this.#map.show(zoom.part)
  }

  /** What it shows looks otherwise now. */
  stale(): void {
    this.#drawn = undefined
  }

  #ask(zoom: Zoom, svg: SVGSVGElement): void {
    this.#asked = true
    const got = extras().then(({ minimap }) => {
      this.#map = minimap((x, y) => zoom.centre(x, y))
      this.follow(zoom, svg)
      this.#ready()
    })
    got.catch(() => undefined) // the drawing does without it
  }
}
