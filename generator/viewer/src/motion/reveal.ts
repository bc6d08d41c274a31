/* How a drawing has to move so that parts of it can be seen. */
import { ZoomTransform } from "d3-zoom"
import type { Stretch } from "./sight.ts"

/** Below this scale nothing is made smaller to be seen as a whole. */
export const READABLE = 0.8
/** Nor below this one, where a panel or a player takes a part of the room: what is lit is better small than covered. */
const LEGIBLE = 0.5
const CLOSE = 0.9
const EDGE = 20

type Box = Pick<DOMRect, "left" | "top" | "right" | "bottom">

/** Where in the window things come to lie. */
export interface Places {
  readonly all: Stretch
  readonly main: Stretch
}

/** How much of a canvas can be seen at once. */
export interface Room {
  /** Pixels of the canvas that are hidden at its right. */
  readonly covered?: number
  /** The height of what the window shows at most, wherever the page is scrolled to. */
  readonly height: number
  /** Whether something else takes a part of the window. */
  readonly shared?: unknown
}

interface Ask {
  /** What should be seen, and the part of it that must be, in the window. */
  readonly boxes: readonly Box[]
  readonly main: Box
  readonly canvas: Box
  readonly room: Room
  /** Where the drawing is, and whether it is too small to be read there. */
  readonly now: ZoomTransform
  readonly far: boolean
}

/** Where the drawing goes (nowhere, if all is seen), and where in the window the boxes then are. It is made smaller if they are too large
 * for the canvas, as long as they can be read, and larger if they cannot be read yet. */
export function revealed({ boxes, main, canvas, room: { covered = 0, height, shared }, now, far }: Ask): { readonly goal: ZoomTransform | undefined } & Places {
  const room = { left: canvas.left + EDGE, top: canvas.top + EDGE, right: canvas.right - covered - EDGE, bottom: canvas.bottom - EDGE }
  const all = around(boxes)
  const closer = far ? CLOSE / now.k : 1
  const fits = Math.min(closer, (room.right - room.left) / (all.right - all.left), (Math.min(canvas.bottom - canvas.top, height) - 2 * EDGE) / (all.bottom - all.top))
  const factor = Math.max(fits, Math.min(closer, (shared ? LEGIBLE : READABLE) / now.k))
  /* Where they would come to lie if their upper left corner stayed. */
  const scaled = (box: Box) => ({
    left: all.left + (box.left - all.left) * factor,
    top: all.top + (box.top - all.top) * factor,
    right: all.left + (box.right - all.left) * factor,
    bottom: all.top + (box.bottom - all.top) * factor,
  })
  const [wide, most] = [scaled(all), scaled(main)]
  const x = shift(wide.left, wide.right, room.left, room.right) ?? shift(most.left, most.right, room.left, room.right) ?? 0
  const y = shift(wide.top, wide.bottom, room.top, room.bottom) ?? shift(most.top, most.bottom, room.top, room.bottom) ?? 0
  const corner = { x: all.left - canvas.left, y: all.top - canvas.top }
  const goal = new ZoomTransform(now.k * factor, corner.x - (corner.x - now.x) * factor + x, corner.y - (corner.y - now.y) * factor + y)
  const within = ({ top, bottom }: Box) => ({ top: Math.max(top + y, canvas.top), bottom: Math.min(bottom + y, canvas.bottom) })
  return { goal: factor === 1 && !x && !y ? undefined : goal, all: within(wide), main: within(most) }
}

/** How far something has to move to lie between two bounds; undefined where there is no room for it. */
function shift(from: number, to: number, low: number, high: number): number | undefined {
  if (to - from > high - low + 1) return undefined
  return from < low ? low - from : Math.min(high - to, 0)
}

function around(boxes: readonly Box[]): Box {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  }
}
