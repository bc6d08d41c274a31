/* What is marked on the badges of a drawing, for the eye and for those who listen. */
import { DIFFERENCES, type Difference } from "../facts/compare.ts"
import type { Data } from "../facts/data.ts"
import { say } from "../frame/parts.ts"

const SVG = "http://www.w3.org/2000/svg"

/** The signs of a comparison, in a square of 8 around the middle. */
export const SIGNS: Readonly<Record<Difference, string>> = { added: "M-4 0H4M0-4V4", gone: "M-4 0H4", changed: "M-4 1C-2-4 2 4 4-1" }

/** Let an element look as what becomes of its flow. */
export function mark(element: Element, difference: Difference | undefined): void {
  for (const name of DIFFERENCES) element.classList.toggle(`gp-${name}`, name === difference)
}

/** Let an element say, behind what is at `place` in it, what becomes of its flow; it looks so, too. */
export function label(element: Element, place: Element | null, data: Data, difference: Difference | undefined): void {
  mark(element, difference)
  const said = element.querySelector(".gp-difference")
  if (!difference) return said?.remove()
  const chip = said ?? document.createElement("span")
  chip.className = `gp-difference gp-${difference}`
  chip.textContent = say(data, difference)
  if (!said) place?.append(" ", chip)
}

/** Put the sign of a difference on a badge, or take it off. */
export function sign(badge: SVGGElement, difference: Difference | undefined): void {
  badge.querySelector(".gp-sign")?.remove()
  const disc = badge.querySelector<SVGRectElement>("rect.gp-disc")
  if (!difference || !disc) return
  const mark = shape("g", { class: "gp-sign", transform: `translate(${size(disc, "x") + size(disc, "width")} ${size(disc, "y")})` })
  mark.append(shape("circle", { r: "7" }), shape("path", { d: SIGNS[difference] }))
  badge.append(mark)
}

/** Say more of a flow than its badge does. Badges that only repeat the first one are not read out; all tell it where they are pointed at. */
export function tell(badge: SVGGElement, outer: SVGElement, more: string): void {
  const title = badge.querySelector("title")
  const name = (badge.dataset["name"] ??= title?.textContent ?? badge.ariaLabel ?? "")
  const told = [name, more].filter(Boolean).join(". ")
  if (title) title.textContent = told
  for (const element of new Set([badge, outer])) if (element.hasAttribute("aria-label")) element.ariaLabel = told
}

/** Write on a line that stands for many flows how many it stands for. */
export function count(tally: SVGGElement, flows: number): void {
  const text = tally.querySelector("text")
  if (text) text.textContent = String(flows)
  if (tally.ariaLabel) tally.ariaLabel = tally.ariaLabel.replace(/^\d+/, String(flows))
}

/** A number that an element was written with. */
export function size(element: Element, name: "x" | "y" | "width"): number {
  return Number(element.getAttribute(name))
}

export function shape<K extends keyof SVGElementTagNameMap>(name: K, attributes: Readonly<Record<string, string>>): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  return element
}
