/* Where the focus was. The theme makes the content of a page anew when the reader goes back in it, and the focus is gone with the old one. */

interface Spot {
  readonly path: string
  readonly view: string
  /** The place that had it, or nothing in particular. */
  readonly place: string | undefined
}

let last: Spot | undefined

/** Keep in mind that something in a diagram has the focus, until the reader turns to something else. */
export function remember(view: string, place: string | undefined): void {
  last = { path: location.pathname, view, place }
}

/** Where the focus was in a diagram, if it is nowhere now. */
export function lost(view: string): Spot | undefined {
  return last?.path === location.pathname && last.view === view && document.activeElement === document.body ? last : undefined
}

const forget = (event: Event) => {
  if (!(event.target instanceof Element && event.target.closest("groundplan-diagram"))) last = undefined
}
for (const type of ["pointerdown", "focusin"]) addEventListener(type, forget, true)
