/* A drawing on a canvas, shape by shape. A browser draws all of it at once only from a data address, which a strict policy forbids. */

type Looks = Readonly<Record<string, string>>

interface Icon {
  readonly image: CanvasImageSource
  readonly width: number
  readonly height: number
}

const PNG = "data:image/png;base64,"

const USUAL: Looks = { fill: "#000", stroke: "none", "stroke-width": "1", "font-size": "16", "font-family": "sans-serif", "font-weight": "400", "font-style": "normal" }
/** What a group has for all that is in it, and what holds for one element alone. */
const OWN = new Set(["opacity", "text-decoration", "dominant-baseline"])
const ANCHORS: Readonly<Record<string, CanvasTextAlign>> = { middle: "center", end: "end" }
const BASELINES: Readonly<Record<string, CanvasTextBaseline>> = { central: "middle", middle: "middle", hanging: "hanging" }

/** Paint a drawing that carries its looks in attributes. Rejects where one of its icons cannot be had. */
export async function paint(svg: SVGSVGElement, context: CanvasRenderingContext2D): Promise<void> {
  const icons = new Map<Element, Icon>()
  await Promise.all([...svg.querySelectorAll("image")].map(async element => icons.set(element, await icon(element.href.baseVal))))
  new Painter(icons).all(svg, context, USUAL)
}

/** From a disk, icons are data addresses: a canvas with a file on it may not be read. Those of PNG need nobody's leave. */
async function icon(address: string): Promise<Icon> {
  if (address.startsWith(PNG)) {
    const bytes = Uint8Array.from(atob(address.slice(PNG.length)), letter => letter.charCodeAt(0))
    const bitmap = await createImageBitmap(new Blob([bytes]))
    return { image: bitmap, width: bitmap.width, height: bitmap.height }
  }
  const image = new Image()
  image.src = address
  await image.decode()
  return { image, width: image.naturalWidth, height: image.naturalHeight }
}

class Painter {
  readonly #icons: ReadonlyMap<Element, Icon>
  /** Where groups that are dimmed as a whole are painted first, one for each that lies in another. */
  readonly #layers: CanvasRenderingContext2D[] = []
  #depth = 0

  constructor(icons: ReadonlyMap<Element, Icon>) {
    this.#icons = icons
  }

  all(group: Element, context: CanvasRenderingContext2D, looks: Looks): void {
    for (const child of group.children) if (child instanceof SVGGraphicsElement) this.#one(child, context, looks)
  }

  #one(element: SVGGraphicsElement, context: CanvasRenderingContext2D, around: Looks): void {
    const looks = { ...Object.fromEntries(Object.entries(around).filter(([name]) => !OWN.has(name))), ...written(element) }
    const opacity = Number(looks["opacity"] ?? 1)
    context.save()
    const matrix = element.transform.baseVal.consolidate()?.matrix
    if (matrix) context.transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    if (opacity < 1) this.#dimmed(context, opacity, layer => this.#inside(element, layer, looks))
    else this.#inside(element, context, looks)
    context.restore()
  }

  #inside(element: SVGGraphicsElement, context: CanvasRenderingContext2D, looks: Looks): void {
    const image = this.#icons.get(element)
    if (image) pictured(element as SVGImageElement, image, context)
    else if (element instanceof SVGTextElement) lettered(element, context, looks)
    else if (element instanceof SVGGeometryElement) shaped(outline(element), context, looks)
    else this.all(element, context, looks)
  }

  #dimmed(context: CanvasRenderingContext2D, opacity: number, act: (layer: CanvasRenderingContext2D) => void): void {
    const layer = (this.#layers[this.#depth] ??= beside(context))
    layer.reset()
    layer.setTransform(context.getTransform())
    this.#depth++
    act(layer)
    this.#depth--
    context.globalAlpha = opacity
    context.setTransform()
    context.drawImage(layer.canvas, 0, 0)
  }
}

/** A canvas of the same size. */
function beside({ canvas: { width, height } }: CanvasRenderingContext2D): CanvasRenderingContext2D {
  const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d")
  if (!context) throw new Error("no canvas")
  return context
}

function written(element: Element): Looks {
  return Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]))
}

/** The outline of a shape: drawings have paths, boxes with round corners, and circles. */
function outline(element: SVGGeometryElement): Path2D {
  if (element instanceof SVGPathElement) return new Path2D(element.getAttribute("d") ?? "")
  const path = new Path2D()
  const number = (name: string) => Number(element.getAttribute(name) ?? 0)
  if (element instanceof SVGCircleElement) path.arc(number("cx"), number("cy"), number("r"), 0, 2 * Math.PI)
  else path.roundRect(number("x"), number("y"), number("width"), number("height"), Math.min(number("rx"), number("width") / 2, number("height") / 2))
  return path
}

function shaped(path: Path2D, context: CanvasRenderingContext2D, looks: Looks): void {
  const fill = looks["fill"] ?? "none"
  if (fill !== "none") {
    context.fillStyle = fill
    context.globalAlpha = Number(looks["fill-opacity"] ?? 1)
    context.fill(path)
    context.globalAlpha = 1
  }
  if (stroked(context, looks)) context.stroke(path)
}

/** Make a line ready, where there is one. */
function stroked(context: CanvasRenderingContext2D, looks: Looks): boolean {
  const { stroke = "none" } = looks
  context.strokeStyle = stroke === "none" ? "transparent" : stroke
  context.lineWidth = parseFloat(looks["stroke-width"] ?? "1")
  context.setLineDash((looks["stroke-dasharray"] ?? "").split(/[\s,]+/).map(Number).filter(length => length > 0))
  context.lineCap = (looks["stroke-linecap"] ?? "butt") as CanvasLineCap
  context.lineJoin = (looks["stroke-linejoin"] ?? "miter") as CanvasLineJoin
  return stroke !== "none" && context.lineWidth > 0
}

/** A text, or each line of it. */
function lettered(text: SVGTextElement, context: CanvasRenderingContext2D, around: Looks): void {
  const lines = text.querySelectorAll("tspan")
  for (const line of lines.length ? lines : [text]) {
    const looks = { ...around, ...written(line) }
    context.font = `${looks["font-style"]} ${looks["font-weight"]} ${parseFloat(looks["font-size"] ?? "16")}px ${looks["font-family"]}`
    context.letterSpacing = `${parseFloat(looks["letter-spacing"] ?? "0") || 0}px`
    context.textAlign = ANCHORS[looks["text-anchor"] ?? ""] ?? "start"
    context.textBaseline = BASELINES[looks["dominant-baseline"] ?? ""] ?? "alphabetic"
    const said = (line.textContent ?? "").trim()
    const at = [parseFloat(looks["x"] ?? "0"), parseFloat(looks["y"] ?? "0")] as const
    if (stroked(context, looks)) context.strokeText(said, ...at)
    context.fillStyle = looks["fill"] ?? "#000"
    context.fillText(said, ...at)
    if (looks["text-decoration"]?.includes("line-through")) struck(context, context.measureText(said), at)
  }
}

function struck(context: CanvasRenderingContext2D, { actualBoundingBoxLeft, actualBoundingBoxRight, fontBoundingBoxAscent }: TextMetrics, [x, y]: readonly [number, number]): void {
  context.fillRect(x - actualBoundingBoxLeft, y - fontBoundingBoxAscent * 0.3, actualBoundingBoxLeft + actualBoundingBoxRight, 1)
}

/** An icon as large as its place allows, in the middle of it. */
function pictured(element: SVGImageElement, icon: Icon, context: CanvasRenderingContext2D): void {
  const [x, y, width, height] = [element.x, element.y, element.width, element.height].map(({ baseVal }) => baseVal.value) as [number, number, number, number]
  const scale = Math.min(width / icon.width, height / icon.height)
  const [wide, high] = [icon.width * scale, icon.height * scale]
  context.drawImage(icon.image, x + (width - wide) / 2, y + (height - high) / 2, wide, high)
}
