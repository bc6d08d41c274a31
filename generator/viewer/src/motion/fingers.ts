/* Whose a drag by one finger is: that of the page, which scrolls, or of the drawing, which moves. Two fingers are always the drawing's.
 * And how far wheels turn. */

/** Powers of two for a pixel that a wheel tells: while it zooms, at most those for a notch, and as it scrolls. A notch of a mouse comes as
 * many pixels at once, a pinch on a trackpad as a few at a time. */
const PINCH = 0.02
const NOTCH = 0.32
const ROLL = 0.002
const LINE = 25

export interface Fingers {
  /** Whether the drawing has the screen to itself. */
  readonly whole: () => boolean
  /** Whether the drawing has been moved, so that the reader is busy with it. */
  readonly busy: () => boolean
  /** Whether the drawing can be moved in a direction. */
  readonly moves: (x: number, y: number) => boolean
  /** A drag that neither can follow. */
  readonly refused: () => void
}

/** Keep from what listens on the canvas later the drags that belong to the page: those up and down, until the drawing has been moved,
 * and those towards an edge that is reached. */
export function share(canvas: HTMLElement, { whole, busy, moves, refused }: Fingers, signal: AbortSignal): void {
  let start: Touch | undefined
  let owner: "page" | "drawing" | undefined
  const begin = (event: TouchEvent) => {
    start = event.touches.length === 1 ? event.touches[0] : undefined
    owner = start && !whole() ? undefined : "drawing"
  }
  const move = (event: TouchEvent) => {
    const [finger] = event.touches
    if (!owner && start && finger) {
      const [x, y] = [finger.clientX - start.clientX, finger.clientY - start.clientY]
      const level = Math.abs(x) > Math.abs(y)
      owner = event.cancelable && moves(x, y) && (level || busy()) ? "drawing" : "page"
      if (level && owner === "page") refused()
    }
    if (owner === "page") event.stopImmediatePropagation()
  }
  canvas.addEventListener("touchstart", begin, { capture: true, passive: true, signal })
  canvas.addEventListener("touchmove", move, { capture: true, passive: true, signal })
}

/** How far one event of a wheel scales, in powers of two. */
export function turn({ deltaY, deltaMode, ctrlKey }: WheelEvent): number {
  const pixels = -deltaY * (deltaMode ? LINE : 1)
  return ctrlKey ? Math.min(Math.max(pixels * PINCH, -NOTCH), NOTCH) : pixels * ROLL
}
