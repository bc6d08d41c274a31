import type { Zoom } from "./zoom.ts"

const STRIDE = 80
const STEP = 1.3

const MOVES: Readonly<Record<string, (zoom: Zoom) => boolean | void>> = {
  ArrowLeft: zoom => zoom.pan(-STRIDE, 0),
  ArrowRight: zoom => zoom.pan(STRIDE, 0),
  ArrowUp: zoom => zoom.pan(0, -STRIDE),
  ArrowDown: zoom => zoom.pan(0, STRIDE),
  "+": zoom => zoom.by(STEP),
  "=": zoom => zoom.by(STEP),
  "-": zoom => zoom.by(1 / STEP),
  "0": zoom => zoom.fit(),
}

/** Move the drawing by a key; tells whether the key does that. One that would show no more of it is left to the page. */
export function steer(event: KeyboardEvent, zoom: Zoom): boolean {
  const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : MOVES[event.key]
  return move !== undefined && move(zoom) !== false
}
