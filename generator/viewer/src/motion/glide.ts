/* Changes that glide. This stands in for d3-transition, which d3-zoom asks to stop what is on its way, and for d3-interpolate, which it
 * asks for the ways of its own changes that glide, of which there are none (see `build.mjs`). */

const DURATION = 160

const running = new WeakMap<Element, number>()

/** Stop what is on its way. */
export function interrupt(element: Element): void {
  cancelAnimationFrame(running.get(element) ?? 0)
  running.delete(element)
}

/** Call `step` with how much of the way is gone, frame by frame, up to 1. A step may do what interrupts. */
export function glide(element: Element, step: (gone: number) => void): void {
  interrupt(element)
  const start = performance.now()
  const ask = () => running.set(element, requestAnimationFrame(frame))
  const frame = (now: number) => {
    const gone = Math.min(Math.max((now - start) / DURATION, 0), 1)
    step(1 - (1 - gone) ** 3)
    if (gone < 1) ask()
  }
  ask()
}

export const interpolateZoom = undefined
