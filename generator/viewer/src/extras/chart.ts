import { reduced } from "../frame/parts.ts"
import { bring, headroom } from "../motion/sight.ts"
import { voidSteps } from "../picture/steps.ts"
import type { Chart } from "./extras.ts"

/** How far from the edges of its frame a step is brought. */
const EDGE = 12
/** The least scale at which all of a step is shown; the player says its name in full size. */
const LEAST = 0.5

/** The sequence chart of a procedure, beside the drawing: it scrolls where that moves, and the heads of its lanes stay in sight. */
export class Sequence implements Chart {
  readonly procedure: string
  readonly svg: SVGSVGElement
  readonly frame = document.createElement("div")
  readonly #steps: readonly SVGGElement[]
  readonly #heads: SVGGElement | null

  constructor(svg: SVGSVGElement, procedure: string, name: string, go: (step: number) => void) {
    this.procedure = procedure
    this.svg = svg
    this.#steps = [...svg.querySelectorAll<SVGGElement>(".gp-step[data-step]")]
    this.#heads = svg.querySelector<SVGGElement>(".gp-cards")
    this.frame.className = "gp-score"
    this.frame.slot = "chart"
    this.frame.tabIndex = 0
    this.frame.setAttribute("role", "group")
    this.frame.ariaLabel = name
    this.frame.append(svg)
    this.frame.addEventListener("click", event => {
      const step = (event.target as Element).closest<SVGGElement>(".gp-step")
      if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return
      event.preventDefault()
      go(Number(step.dataset["step"]))
    })
    this.frame.addEventListener("scroll", this.#keepHeads, { passive: true })
  }

  show(index: number, exists: (flow: string) => boolean, absent: string): void {
    voidSteps(this.svg, exists, absent)
    for (const step of this.#steps) {
      const now = Number(step.dataset["step"]) === index
      step.classList.toggle("gp-lit", now)
      if (now) step.setAttribute("aria-current", "step")
      else step.removeAttribute("aria-current")
    }
    addEventListener("scroll", this.#keepHeads, { passive: true })
    const lit = this.#steps.find(step => step.classList.contains("gp-lit"))
    if (lit) this.#bring(lit)
  }

  /** Make the chart smaller where a step fits into the frame at half of its size, as a drawing is. */
  #fit({ left, right }: Span, width: number): void {
    const whole = this.svg.viewBox.baseVal.width
    const wide = ((right - left) * whole) / this.svg.getBoundingClientRect().width
    this.svg.style.width = `${Math.round(whole * Math.max(Math.min((width - 2 * EDGE - 1) / wide, 1), LEAST))}px`
  }

  /** Bring a step into sight: its arrow with its name, or one of them, whichever the frame is wide enough for. */
  #bring(step: SVGGElement): void {
    const frame = this.frame.getBoundingClientRect()
    const parts = [...step.querySelectorAll(".gp-line, .gp-name")]
    this.#fit(around(parts), frame.width)
    const boxes = [around(parts), ...parts.map(part => part.getBoundingClientRect())]
    const wide = boxes.find(({ left, right }) => right - left <= frame.width - 2 * EDGE) ?? boxes.at(-1)
    if (!wide) return
    const { top, bottom } = step.getBoundingClientRect()
    const heads = this.#heads?.getBoundingClientRect().height ?? 0
    const x = away(wide.left, wide.right, frame.left + EDGE, frame.right - EDGE)
    const y = away(top, bottom, frame.top + heads + EDGE, frame.bottom - this.#covered(frame) - EDGE)
    const behavior = reduced() ? "instant" : "smooth"
    if (x || y) this.frame.scrollBy({ left: x, top: y, behavior })
    const { scrollTop, scrollHeight, clientHeight } = this.frame
    const moved = Math.min(Math.max(y, -scrollTop), scrollHeight - clientHeight - scrollTop)
    bring({ top: top - moved - heads, bottom: bottom - moved }, this.#covered({ bottom: innerHeight }))
  }

  /** How many pixels above a line the player hides, which sticks to the foot of a small window. */
  #covered({ bottom }: { readonly bottom: number }): number {
    const player = this.frame.parentElement?.shadowRoot?.querySelector(".player")?.getBoundingClientRect()
    return player && player.top < bottom && player.bottom >= innerHeight - 1 ? bottom - Math.max(player.top, 0) : 0
  }

  /** The heads of the lanes go along as the steps scroll below them, in their frame or with the page. */
  readonly #keepHeads = (): void => {
    const heads = this.#heads
    if (!this.frame.isConnected) removeEventListener("scroll", this.#keepHeads)
    else if (heads) {
      const above = this.svg.getBoundingClientRect().top
      const top = Math.max(this.frame.getBoundingClientRect().top, headroom())
      const most = this.svg.getBoundingClientRect().height - heads.getBoundingClientRect().height
      if (heads.nextElementSibling) this.svg.append(heads) // over the steps
      heads.style.transform = `translateY(${Math.min(Math.max(top - above, 0), most)}px)`
    }
  }
}

interface Span {
  readonly left: number
  readonly right: number
}

function around(parts: readonly Element[]): Span {
  const boxes = parts.map(part => part.getBoundingClientRect())
  return { left: Math.min(...boxes.map(({ left }) => left)), right: Math.max(...boxes.map(({ right }) => right)) }
}

/** How far something has to be moved to lie between two bounds; its beginning, where there is no room for all of it. */
function away(from: number, to: number, low: number, high: number): number {
  if (from < low || to - from > high - low) return from - low
  return Math.max(to - high, 0)
}
