import type { Part } from "../motion/zoom.ts"

const WIDEST = 220
const HIGHEST = 150

/** The whole drawing in small, with a frame around what is seen of it. People who do not see it lose nothing: keys move the drawing. */
export class Minimap {
  readonly element = document.createElement("div")
  readonly #canvas = document.createElement("canvas")
  readonly #frame = document.createElement("div")
  readonly #go: (x: number, y: number) => void
  readonly #theme = new MutationObserver(() => (this.#svg?.isConnected ? this.draw(this.#svg) : this.#theme.disconnect()))
  #svg: SVGSVGElement | undefined
  #scale = 1

  constructor(go: (x: number, y: number) => void) {
    this.#go = go
    this.element.className = "minimap"
    this.element.ariaHidden = "true"
    this.#frame.className = "frame"
    this.element.append(this.#canvas, this.#frame)
    this.element.addEventListener("pointerdown", event => this.#drag(event))
    this.element.addEventListener("pointermove", event => this.element.hasPointerCapture(event.pointerId) && this.#move(event))
  }

  /** Bodies, frames and lines are all that can be told apart at this size; they are drawn as they look in the drawing. */
  draw(svg: SVGSVGElement): void {
    this.#svg = svg
    this.#theme.observe(document.body, { attributeFilter: ["data-md-color-scheme"] })
    const { width, height } = svg.viewBox.baseVal
    this.#scale = Math.min(WIDEST / width, HIGHEST / height)
    const size = { width: width * this.#scale, height: height * this.#scale }
    const fine = Math.max(devicePixelRatio, 1) * this.#scale
    Object.assign(this.#canvas, { width: Math.round(width * fine), height: Math.round(height * fine) })
    for (const side of ["width", "height"] as const) this.#canvas.style[side] = `${size[side]}px`
    const context = this.#canvas.getContext("2d")
    if (!context) return
    context.scale(fine, fine)
    for (const part of svg.querySelectorAll<SVGGeometryElement>(".gp-frame,.gp-body,.gp-stroke,.gp-wall")) paint(context, part, 1 / this.#scale)
  }

  show({ x, y, width, height }: Part): void {
    const { style } = this.#frame
    const scale = this.#scale
    style.transform = `translate(${x * scale}px, ${y * scale}px)`
    style.width = `${width * scale}px`
    style.height = `${height * scale}px`
  }

  #drag(event: PointerEvent): void {
    if (event.button !== 0) return
    event.preventDefault()
    this.element.setPointerCapture(event.pointerId)
    this.#move(event)
  }

  #move({ clientX, clientY }: PointerEvent): void {
    const { left, top } = this.#canvas.getBoundingClientRect()
    this.#go((clientX - left) / this.#scale, (clientY - top) / this.#scale)
  }
}

/** Paint one shape; `unit` is the size of a pixel in the units of the drawing. */
function paint(context: CanvasRenderingContext2D, shape: SVGGeometryElement, unit: number): void {
  const style = getComputedStyle(shape)
  if (!shape.checkVisibility() || style.visibility === "hidden") return
  const path = outline(shape)
  if (!path) return
  context.globalAlpha = faintness(shape)
  if (style.fill !== "none") {
    context.fillStyle = style.fill
    context.fill(path)
  }
  if (style.stroke === "none") return
  context.strokeStyle = style.stroke
  context.lineWidth = Math.max(parseFloat(style.strokeWidth), unit)
  context.stroke(path)
}

/** The outline of a shape where it stands: cards and folded boxes are drawn from corners of their own. */
function outline(shape: SVGGeometryElement): Path2D | undefined {
  const own = drawn(shape)
  const corner = (shape.parentNode as SVGGElement).transform.baseVal
  if (!own || !corner.numberOfItems) return own
  const path = new Path2D()
  path.addPath(own, corner.getItem(0).matrix)
  return path
}

function drawn(shape: SVGGeometryElement): Path2D | undefined {
  if (shape instanceof SVGPathElement) return new Path2D(shape.getAttribute("d") ?? "")
  if (!(shape instanceof SVGRectElement)) return undefined
  const path = new Path2D()
  path.roundRect(shape.x.baseVal.value, shape.y.baseVal.value, shape.width.baseVal.value, shape.height.baseVal.value, shape.rx.baseVal.value)
  return path
}

/** The opacity of a shape with all around it. */
function faintness(shape: Element): number {
  let opacity = 1
  for (let at: Element | null = shape; at && !at.matches("svg"); at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity)
  return opacity
}
