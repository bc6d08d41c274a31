import type { Facts } from "../facts/facts.ts"
import { byName } from "../facts/names.ts"
import { Picture } from "./picture.ts"
import { extras } from "../extras/extras.ts"

/** The pictures of one view: that in the page, and those of the boundaries that can be opened in it, which come when asked for. */
export class Levels {
  readonly view: string
  readonly start: Picture
  readonly #facts: Facts
  readonly #hrefs: Readonly<Record<string, string>>
  readonly #label: (boundary: string) => string
  readonly #opened = new Map<string, Picture>()

  /** `label` names the button that opens a boundary. */
  constructor(svg: SVGSVGElement, facts: Facts, label: (boundary: string) => string) {
    this.view = svg.dataset["view"] ?? ""
    this.#facts = facts
    this.#hrefs = facts.data.views[this.view]?.levels ?? byName()
    this.#label = label
    this.start = this.#picture(svg)
  }

  get any(): boolean {
    return Object.keys(this.#hrefs).length > 0
  }

  has(boundary: string): boolean {
    return this.#hrefs[boundary] !== undefined
  }

  /** The picture of a level, or of the start, where it is here already. */
  at(boundary: string | undefined): Picture | undefined {
    return boundary === undefined ? this.start : this.#opened.get(boundary)
  }

  /** Rejects where the picture cannot be had. */
  async fetch(boundary: string): Promise<Picture> {
    const found = this.at(boundary) ?? this.#picture(await (await extras()).picture(this.#hrefs[boundary] ?? ""), boundary)
    this.#opened.set(boundary, found)
    return found
  }

  /** The levels around one and the level itself, outermost first: the way in. */
  trail(boundary: string | undefined): string[] {
    return boundary === undefined ? [] : this.#facts.around(boundary).filter(place => this.has(place)).reverse()
  }

  #picture(svg: SVGSVGElement, level?: string): Picture {
    const picture = new Picture(svg, this.#facts, this.view)
    picture.offer(boundary => boundary !== level && this.has(boundary), this.#label)
    return picture
  }
}
