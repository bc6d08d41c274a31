import { zoom, ZoomTransform, zoomTransform, type D3ZoomEvent, type ZoomBehavior } from "d3-zoom"
import { share, turn } from "./fingers.ts"
import { glide, interrupt } from "./glide.ts"
import { reduced } from "../frame/parts.ts"
import { READABLE, revealed, type Places, type Room } from "./reveal.ts"
import { select } from "./select.ts"
import { seen, widthOf } from "./sight.ts"

const MARGIN = 60
const CLOSEST = 8
const LOWEST = 220
const ALL = 0.9
const LARGE = 700
/** Where a drawing would have to be smaller than this to be seen in its whole width, a part of it is seen at first. */
const SMALLEST = 0.75
/** The same in a window that is narrow, though no phone's, whose page has the picture in one column: who takes part is better small than out of sight. */
const SMALLEST_IN_NARROW = 0.53
const NARROW = "(min-width: 40.01em) and (max-width: 60em)"
/** Heights of drawings are told apart by so many pixels, as the styles of the page do that have no script (`gp-fits` in `groundplan.css`). */
const RUNG = 50
/** How high the canvas may be, in windows: where a drawing fits below a heading, where all of its width is seen, where a part of it is,
 * and where fingers must get past it. */
const HIGH = { fitted: 0.72, whole: 1.6, part: 0.85, touched: 0.7 }

/** What a drawing's surroundings are told. */
export interface Watcher {
  /** Whether the canvas has the screen to itself. */
  readonly whole: () => boolean
  /** A wheel or a finger was left to the page. */
  readonly refused: (by: Refusal) => void
  /** The size of the canvas is known for the first time. */
  readonly ready: () => void
  readonly moved: () => void
}

export type Refusal = "wheel" | "fingers"

/** A part of the drawing, in its own units. */
export interface Part {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Point = readonly [x: number, y: number]

/** Moves and scales a drawing inside a canvas. */
export class Zoom {
  readonly #canvas: HTMLElement
  readonly #svg: SVGSVGElement
  readonly #width: number
  readonly #height: number
  /** The point of the drawing that is seen at the upper left where there is no room for all of it. */
  readonly #first: Point
  readonly #behaviour: ZoomBehavior<HTMLElement, unknown>
  readonly #observer: ResizeObserver
  readonly #watcher: Watcher
  readonly #connection = new AbortController()
  /** The size of the canvas, as far as it is known. */
  #size = { width: 0, height: 0 }
  /** The least height of the canvas: that of the picture before, so that the page does not jump. */
  readonly #kept: number
  #ready = false
  /** What the drawing shows in any size of the canvas; nothing in particular once the reader has moved it. */
  #shows: "start" | "all" | undefined = "start"
  /** What it showed before something was brought into sight, until the reader moves it. */
  #before: "start" | "all" | undefined
  /** Where it is on its way to: steps that come fast add up. */
  #goal: ZoomTransform | undefined

  constructor(canvas: HTMLElement, svg: SVGSVGElement, host: HTMLElement, first: Point, watcher: Watcher, kept = 0) {
    this.#kept = kept
    this.#canvas = canvas
    this.#svg = svg
    this.#first = first
    this.#watcher = watcher
    this.#width = svg.viewBox.baseVal.width
    this.#height = svg.viewBox.baseVal.height
    this.#behaviour = zoom<HTMLElement, unknown>()
      .extent(() => this.#extent)
      .filter((event: MouseEvent | WheelEvent | TouchEvent) => this.#takes(event))
      .wheelDelta(turn)
      .on("start", ({ sourceEvent }: D3ZoomEvent<HTMLElement, unknown>) => {
        if (sourceEvent) this.#goal = undefined
        host.setAttribute("moving", "")
      })
      .on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => {
        if (event.sourceEvent) this.#shows = this.#before = this.#goal = undefined
        const { x, y, k } = event.transform
        svg.style.transform = `translate(${x}px,${y}px) scale(${k})`
        if (this.#ready) watcher.moved()
      })
      .on("end", ({ transform }: D3ZoomEvent<HTMLElement, unknown>) => {
        if (transform === (this.#goal ?? transform)) host.removeAttribute("moving")
      })
    const fingers = {
      whole: watcher.whole,
      busy: () => this.#shows === undefined,
      moves: (x: number, y: number) => this.#moves(x, y),
      refused: () => watcher.refused("fingers"),
    }
    share(canvas, fingers, this.#connection.signal)
    select(canvas).call(this.#behaviour)
    this.#resized({ width: widthOf(canvas), height: 0 })
    this.#observer = new ResizeObserver(entries => {
      for (const { contentRect } of entries) this.#resized(contentRect)
      if (!this.#size.width) return
      const first = !this.#ready
      this.#ready = true
      watcher.moved()
      if (first) watcher.ready()
    })
    this.#observer.observe(canvas)
  }

  destroy(): void {
    this.#observer.disconnect()
    this.#connection.abort()
    interrupt(this.#canvas)
    select(this.#canvas).on(".zoom", null)
    this.#canvas.style.removeProperty("height")
    this.#svg.style.removeProperty("transform")
  }

  /** Show all of the drawing. */
  fit(): void {
    this.#shows = "all"
    this.#go(this.#whole)
  }

  /** Show what was shown at first. */
  restart(): void {
    this.#shows = "start"
    this.#go(this.#start)
  }

  /** Go back to what was shown before something was brought into sight, if the reader has not moved on from there. */
  restore(): void {
    if (this.#before === "all") this.fit()
    else if (this.#before) this.restart()
    this.#before = undefined
  }

  /** Whether the page has shown it. */
  get ready(): boolean {
    return this.#ready
  }

  /** Whether it is easy to get lost in the drawing. */
  get large(): boolean {
    return Math.max(this.#width, this.#height) > LARGE
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
    this.#shows = this.#before = this.#goal = undefined
    this.#behaviour.translateTo(select(this.#canvas), x, y)
  }

  /** Whether the drawing is too small for a finger to hit what is in it. */
  get far(): boolean {
    return zoomTransform(this.#canvas).k < 0.55
  }

  /** Come close to where a finger points. */
  to({ clientX, clientY }: MouseEvent): void {
    const { left, top } = this.#canvas.getBoundingClientRect()
    this.#scale(0.9 / this.#now.k, [clientX - left, clientY - top])
  }

  /** Scale around the middle of what is seen. */
  by(factor: number): void {
    const canvas = this.#canvas.getBoundingClientRect()
    const { top, bottom } = seen(canvas) ?? canvas
    this.#scale(factor, [canvas.width / 2, (top + bottom) / 2 - canvas.top])
  }

  /** Move what is seen; where there is nothing more to see in that direction, all stays. Tells whether it moved. */
  pan(x: number, y: number): boolean {
    const { k } = this.#now
    const moves = this.#moves(-x, -y, this.#now)
    if (moves) this.#move(this.#held(this.#now.translate(-x / k, -y / k)))
    return moves
  }

  /** Move so that elements are inside of the canvas: at least `main`, where there is no room for all of them. Tells where in the window
   * they come to lie. */
  reveal(elements: readonly Element[], room: Room, main = elements[0]): Places | undefined {
    if (this.#ready) this.#resized(this.#canvas.getBoundingClientRect()) // a panel may have given it more room, or less
    const boxes = elements.map(element => element.getBoundingClientRect()).filter(({ width, height }) => width || height)
    if (!boxes[0] || !this.#size.width) return undefined
    const canvas = this.#canvas.getBoundingClientRect()
    const most = main?.getBoundingClientRect() ?? boxes[0]
    const { goal, ...places } = revealed({ boxes, main: most, canvas, room, now: zoomTransform(this.#canvas), far: this.far })
    const before = this.#shows ?? this.#before
    if (goal) {
      this.#move(goal)
      this.#before = before
    }
    return places
  }

  get #extent(): [[number, number], [number, number]] {
    return [
      [0, 0],
      [this.#size.width, this.#size.height],
    ]
  }

  /** Where the drawing is, or is about to be. */
  get #now(): ZoomTransform {
    return this.#goal ?? zoomTransform(this.#canvas)
  }

  #takes(event: MouseEvent | WheelEvent | TouchEvent): boolean {
    if (event.type === "dblclick") return false
    if (event.type.startsWith("touch")) return true
    if (event.type !== "wheel") return (event as MouseEvent).button === 0 && !event.ctrlKey
    const meant = this.#watcher.whole() || event.ctrlKey || event.metaKey
    if (!meant) this.#watcher.refused("wheel")
    return meant
  }

  /** Keep a drawing from being moved out of sight. */
  #held(transform: ZoomTransform): ZoomTransform {
    return this.#behaviour.constrain()(transform, this.#extent, this.#behaviour.translateExtent())
  }

  /** Whether a drag towards there brings something into sight. */
  #moves(x: number, y: number, { x: left, y: top, k } = zoomTransform(this.#canvas)): boolean {
    const more = (by: number, at: number, whole: number, room: number) => (by > 0 ? at < 0 : at + whole > room + 1)
    const level = Math.abs(x) > Math.abs(y)
    return level ? more(x, left, this.#width * k, this.#size.width) : more(y, top, this.#height * k, this.#size.height)
  }

  #scale(factor: number, [x, y]: Point): void {
    const now = this.#now
    const [least, most] = this.#behaviour.scaleExtent()
    const k = Math.min(Math.max(now.k * factor, least), most)
    this.#move(this.#held(new ZoomTransform(k, x - ((x - now.x) * k) / now.k, y - ((y - now.y) * k) / now.k)))
  }

  #move(goal: ZoomTransform): void {
    this.#shows = this.#before = undefined
    this.#go(goal)
  }

  /** Changes by keys and buttons glide, unless the reader wants no motion. */
  #go(goal: ZoomTransform, still = reduced()): void {
    const canvas = select(this.#canvas)
    const { x, y, k } = zoomTransform(this.#canvas)
    this.#goal = goal
    if (still) return this.#behaviour.transform(canvas, goal)
    const between = (from: number, to: number, gone: number) => from + (to - from) * gone
    glide(this.#canvas, gone => {
      const way = new ZoomTransform(between(k, goal.k, gone), between(x, goal.x, gone), between(y, goal.y, gone))
      this.#behaviour.transform(canvas, gone < 1 ? way : goal)
    })
  }

  /** All of the drawing in the middle of the canvas. */
  get #whole(): ZoomTransform {
    const { width, height } = this.#size
    const k = Math.min(width / this.#width, height / this.#height, 1.6)
    return new ZoomTransform(k, (width - this.#width * k) / 2, (height - this.#height * k) / 2)
  }

  /** The drawing at its own size or in the whole width of the canvas, from its top on; a part of it where that could not be read. */
  get #start(): ZoomTransform {
    if (this.#watcher.whole()) return this.#whole
    const { width, height } = this.#size
    const { k, part } = this.#beginning(width)
    const [left, top] = part ? this.#first : [0, 0]
    const from = (at: number, whole: number, room: number) => (whole < room ? (room - whole) / 2 : Math.max(Math.min(MARGIN / 3 - at, 0), room - whole))
    return new ZoomTransform(k, from(left * k, this.#width * k, width), from(top * k, this.#height * k, height))
  }

  #beginning(width: number): { readonly k: number; readonly part: boolean } {
    const fits = Math.min(width / this.#width, 1)
    const high = innerHeight * HIGH.fitted
    if (fits >= READABLE && high >= READABLE * Math.ceil(this.#height / RUNG) * RUNG) return { k: Math.min(fits, high / this.#height), part: false }
    return fits < (matchMedia(NARROW).matches ? SMALLEST_IN_NARROW : SMALLEST) ? { k: READABLE, part: true } : { k: fits, part: false }
  }

  #resized({ width, height }: { readonly width: number; readonly height: number }): void {
    if (!width) return
    const whole = this.#watcher.whole()
    const room = whole ? height : this.#room(width)
    if (whole) this.#canvas.style.removeProperty("height")
    else this.#canvas.style.height = `${room}px`
    if (width === this.#size.width && room === this.#size.height) return
    this.#size = { width, height: room }
    this.#behaviour.scaleExtent([Math.min(this.#whole.k, 0.5) / 2, CLOSEST]).translateExtent([
      [-MARGIN, -MARGIN],
      [this.#width + MARGIN, this.#height + MARGIN],
    ])
    if (this.#shows) this.#go(this.#shows === "all" ? this.#whole : this.#start, true)
  }

  /** The height of the canvas in the page: that of the drawing as it is shown at first, as long as readers get past it. */
  #room(width: number): number {
    const { k, part } = this.#beginning(width)
    const most = !part ? HIGH.whole : matchMedia("(pointer: coarse)").matches ? HIGH.touched : HIGH.part
    return Math.round(Math.max(Math.min(this.#height * k, innerHeight * most), LOWEST, this.#kept))
  }
}
