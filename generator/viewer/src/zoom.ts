import { select, type Selection } from "d3-selection"
import "d3-transition"
import type { Transition } from "d3-transition"
import { zoom, zoomIdentity, zoomTransform, type D3ZoomEvent, type ZoomBehavior } from "d3-zoom"
import { reduced } from "./parts.ts"

const MARGIN = 60
const CLOSEST = 8
const LOWEST = 220
const ALL = 0.9

/** What a drawing's surroundings are told. */
export interface Watcher {
  /** Whether the canvas has the screen to itself. */
  readonly whole: () => boolean
  /** A wheel was left to the page. */
  readonly refused: () => void
  /** The size of the canvas is known for the first time. */
  readonly ready: () => void
  readonly moved: () => void
}

/** A part of the drawing, in its own units. */
export interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Moves and scales a drawing inside a canvas. */
export class Zoom {
  readonly #canvas: HTMLElement
  readonly #svg: SVGSVGElement
  readonly #width: number
  readonly #height: number
  readonly #behaviour: ZoomBehavior<HTMLElement, unknown>
  readonly #observer: ResizeObserver
  /** The size of the canvas, as far as it is known: asking the page for it would make it lay itself out at once. */
  #size = { width: 0, height: 0 }
  #fitted = true
  #resizing = false

  constructor(canvas: HTMLElement, svg: SVGSVGElement, host: HTMLElement, { whole, refused, ready, moved }: Watcher) {
    this.#canvas = canvas
    this.#svg = svg
    this.#width = svg.viewBox.baseVal.width
    this.#height = svg.viewBox.baseVal.height
    this.#behaviour = zoom<HTMLElement, unknown>()
      .extent(() => [
        [0, 0],
        [this.#size.width, this.#size.height],
      ])
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => {
        if (event.type === "dblclick") return false
        if (event.type.startsWith("touch")) return whole() || (event as TouchEvent).touches.length > 1
        if (event.type !== "wheel") return (event as MouseEvent).button === 0 && !event.ctrlKey
        const meant = whole() || event.ctrlKey || event.metaKey
        if (!meant) refused()
        return meant
      })
      .on("start", () => host.setAttribute("moving", ""))
      .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => {
        if (event.sourceEvent) this.#fitted = false
        const { x, y, k } = event.transform
        svg.style.transform = `translate(${x}px,${y}px) scale(${k})`
        moved()
      })
      .on("end", () => host.removeAttribute("moving"))
    select(canvas).call(this.#behaviour)
    this.#observer = new ResizeObserver(entries => {
      const first = !this.#size.width
      for (const { contentRect } of entries) this.#resized(contentRect, whole())
      if (first && this.#size.width) ready()
      else moved()
    })
    this.#observer.observe(canvas)
  }

  destroy(): void {
    this.#observer.disconnect()
    select(this.#canvas).on(".zoom", null)
    this.#canvas.style.removeProperty("height")
    this.#svg.style.removeProperty("transform")
  }

  fit(): void {
    this.#fitted = true
    const k = this.#whole()
    const x = (this.#size.width - this.#width * k) / 2
    const y = (this.#size.height - this.#height * k) / 2
    this.#behaviour.transform(this.#moving(), zoomIdentity.translate(x, y).scale(k))
  }

  /** Whether the canvas shows less than all of the drawing at its own size. */
  get large(): boolean {
    return this.#width > this.#size.width || this.#height > this.#size.height
  }

  /** What is seen of the drawing. */
  get part(): Part {
    const { x, y, k } = zoomTransform(this.#canvas)
    return { x: -x / k, y: -y / k, width: this.#size.width / k, height: this.#size.height / k }
  }

  /** Whether all of the drawing is seen, but for a little at its edges. */
  get all(): boolean {
    const { x, y, width, height } = this.part
    const seen = (from: number, length: number, whole: number) => Math.max(Math.min(from + length, whole) - Math.max(from, 0), 0) / whole
    return seen(x, width, this.#width) * seen(y, height, this.#height) > ALL
  }

  /** Move a point of the drawing to the middle. */
  centre(x: number, y: number): void {
    this.#fitted = false
    this.#behaviour.translateTo(select(this.#canvas), x, y)
  }

  /** Whether the drawing is too small for a finger to hit what is in it. */
  get far(): boolean {
    return zoomTransform(this.#canvas).k < 0.55
  }

  /** Come close to where a finger points. */
  to({ clientX, clientY }: MouseEvent): void {
    this.#fitted = false
    const { left, top } = this.#canvas.getBoundingClientRect()
    this.#behaviour.scaleTo(this.#moving(), 0.9, [clientX - left, clientY - top])
  }

  by(factor: number): void {
    this.#fitted = false
    this.#behaviour.scaleBy(this.#moving(), factor)
  }

  pan(x: number, y: number): void {
    this.#fitted = false
    const { k } = zoomTransform(this.#canvas)
    this.#behaviour.translateBy(this.#moving(), -x / k, -y / k)
  }

  /** Move so that elements are inside of the canvas, `covered` pixels of which are hidden at its right; zoom out if they are too large
   * for it, and in if they are too small to be read. */
  reveal(elements: readonly Element[], covered = 0): void {
    const rects = elements.map(element => element.getBoundingClientRect()).filter(({ width, height }) => width || height)
    if (!rects.length || !this.#size.width) return
    const outer = this.#canvas.getBoundingClientRect()
    const [low, high] = [
      { x: outer.left + MARGIN / 3, y: outer.top + MARGIN / 3 },
      { x: outer.right - covered - MARGIN / 3, y: outer.bottom - MARGIN / 3 },
    ]
    const from = { x: Math.min(...rects.map(rect => rect.left)), y: Math.min(...rects.map(rect => rect.top)) }
    const to = { x: Math.max(...rects.map(rect => rect.right)), y: Math.max(...rects.map(rect => rect.bottom)) }
    const { x, y, k } = zoomTransform(this.#canvas)
    const factor = Math.min(this.far ? 0.9 / k : 1, (high.x - low.x) / (to.x - from.x), (high.y - low.y) / (to.y - from.y))
    /* Where the elements would come to lie if their top left corner stayed, and how far from there they must move. */
    const end = { x: from.x + (to.x - from.x) * factor, y: from.y + (to.y - from.y) * factor }
    const beside = (from: number, to: number, low: number, high: number) => (from < low ? low - from : to > high ? high - to : 0)
    const by = { x: beside(from.x, end.x, low.x, high.x), y: beside(from.y, end.y, low.y, high.y) }
    if (factor === 1 && !by.x && !by.y) return
    this.#fitted = false
    const corner = { x: from.x - outer.left, y: from.y - outer.top }
    const transform = zoomIdentity.translate(corner.x - (corner.x - x) * factor + by.x, corner.y - (corner.y - y) * factor + by.y).scale(k * factor)
    this.#behaviour.transform(this.#moving(), transform)
  }

  /** Changes by keys and buttons glide, unless the reader wants no motion. */
  #moving(): Selection<HTMLElement, unknown, null, undefined> | Transition<HTMLElement, unknown, null, undefined> {
    const selection = select(this.#canvas)
    const still = reduced() || this.#resizing
    return still ? selection : selection.transition().duration(160)
  }

  #whole(): number {
    return Math.min(this.#size.width / this.#width, this.#size.height / this.#height, 1.6)
  }

  #resized({ width, height }: DOMRectReadOnly, whole: boolean): void {
    if (!width) return
    const room = whole ? height : this.#room(width)
    if (whole) this.#canvas.style.removeProperty("height")
    else this.#canvas.style.height = `${room}px`
    if (width === this.#size.width && room === this.#size.height) return
    this.#size = { width, height: room }
    this.#behaviour
      .scaleExtent([Math.min(this.#whole(), 0.5) / 2, CLOSEST])
      .translateExtent([
        [-MARGIN, -MARGIN],
        [this.#width + MARGIN, this.#height + MARGIN],
      ])
    if (!this.#fitted) return
    this.#resizing = true
    this.fit()
    this.#resizing = false
  }

  /** The height of the canvas in the page: that of the drawing at the page's width, as long as it fits on the screen. */
  #room(width: number): number {
    const scaled = this.#height * Math.min(width / this.#width, 1)
    return Math.round(Math.max(Math.min(scaled, innerHeight * 0.85), LOWEST))
  }
}
