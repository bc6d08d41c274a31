/* What lines need to look as they do in other configurations. */
import type { Exposure, Layer } from "../facts/data.ts"
import { shape } from "./marks.ts"

/** Whether a line is drawn as the tube around others. */
export function isTube(line: SVGGElement): boolean {
  return line.querySelector(":scope > .gp-wall:not(.gp-made)") !== null
}

/** Give a line what other configurations need: a casing for private ones, walls for overlays. */
export function dress(line: SVGGElement): void {
  const strokes = [...line.querySelectorAll<SVGPathElement>(":scope > .gp-stroke")]
  const cased = line.querySelector(":scope > .gp-casing") !== null
  const names = [...(cased ? [] : ["gp-casing"]), "gp-wall", "gp-inner"]
  line.prepend(...strokes.flatMap(stroke => names.map(name => made(stroke, name))))
}

/** Give a line a broad reach for pointers. */
export function widen(line: SVGGElement): void {
  const drawn = line.querySelectorAll<SVGPathElement>(":scope > :is(.gp-stroke, .gp-wall:not(.gp-made))")
  line.append(...[...drawn].map(path => made(path, "gp-reach")))
}

function made(like: SVGPathElement, name: string): SVGPathElement {
  return shape("path", { class: `${name} gp-made`, d: like.getAttribute("d") ?? "" })
}

export function look(element: SVGElement, exposure: Exposure, layer: Layer): void {
  element.classList.toggle("gp-public", exposure === "public")
  element.classList.toggle("gp-private", exposure === "private")
  element.classList.toggle("gp-overlay", layer === "overlay")
}
