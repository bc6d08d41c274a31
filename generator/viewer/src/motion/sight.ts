/* What the reader has in sight of the page. */
import { reduced } from "../frame/parts.ts"

const EDGE = 12
/** Pixels that the frame of a drawing takes of its element's width. */
const BORDERS = 2

/** A stretch of the window, from top to bottom. */
export interface Stretch {
  readonly top: number
  readonly bottom: number
}

/** The bar of choices, which stays below the theme's header. */
export const BAR = "groundplan-bar"

/** How much of the window the theme's header covers. */
export function coveredByHeader(): number {
  const header = document.querySelector(".md-header")
  return header && getComputedStyle(header).position === "sticky" ? Math.max(header.getBoundingClientRect().bottom, 0) : 0
}

/** How much of the window is covered at its upper edge once the page has moved. */
export function headroom(): number {
  const bar = document.querySelector(BAR)?.shadowRoot
  const parts = [...(bar?.querySelectorAll(":is(.line, .menu)") ?? [])]
  return coveredByHeader() + parts.reduce((sum, part) => sum + part.getBoundingClientRect().height, 0)
}

/** What is seen of a stretch, if anything. */
export function seen({ top, bottom }: Stretch): Stretch | undefined {
  const [high, low] = [Math.max(top, headroom()), Math.min(bottom, innerHeight)]
  return low > high ? { top: high, bottom: low } : undefined
}

let widths: Map<Element, number> | undefined

/** How wide a canvas is in its element, of which it is told before that has a shadow, and then holds nothing that is seen. All are measured
 * at once, so that the page is laid out once for all of them. */
export function widthOf(canvas: Element): number {
  if (!widths?.has(canvas)) {
    const hosts = [...document.querySelectorAll("groundplan-diagram")]
    widths = new Map(hosts.flatMap(host => [...host.querySelectorAll(":scope > .gp-canvas")].map(found => [found, host.clientWidth - BORDERS])))
    requestAnimationFrame(() => (widths = undefined))
  }
  return widths.get(canvas) ?? canvas.clientWidth
}

/** Scroll the page at once so that something begins below the header. */
export function jump(element: Element): void {
  scrollBy({ top: element.getBoundingClientRect().top - headroom() - EDGE, behavior: "instant" })
}

/** How high a stretch of the page is that is seen at once, below the header and above `covered` pixels at the lower edge. */
export function band(covered = 0): number {
  return innerHeight - covered - headroom() - 2 * EDGE
}

/** Scroll the page as little as brings a stretch into sight, from its top on where there is no room for all of it. `covered` pixels at
 * the lower edge of the window are hidden. */
export function bring({ top, bottom }: Stretch, covered = 0): void {
  const [high, low] = [headroom() + EDGE, innerHeight - covered - EDGE]
  const by = top < high || bottom - top > low - high ? top - high : Math.max(bottom - low, 0)
  if (by) scrollBy({ top: by, behavior: reduced() || Math.abs(by) > innerHeight ? "instant" : "smooth" })
}
