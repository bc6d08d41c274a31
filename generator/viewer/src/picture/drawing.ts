import type { Configuration } from "../facts/configuration.ts"
import { Corner } from "../extras/corner.ts"
import type { Facts } from "../facts/facts.ts"
import { Levels } from "./levels.ts"
import type { Matching, Picture } from "./picture.ts"
import { band, bring } from "../motion/sight.ts"
import { Zoom, type Watcher } from "../motion/zoom.ts"

/** Flows to be lit up, with the places that they are seen from. */
export interface Lit {
  readonly flows: readonly string[]
  readonly places?: readonly string[]
}

/** The canvas: it holds the picture of one level at a time, which moves and scales in it. */
export class Drawing {
  readonly canvas: HTMLElement
  readonly levels: Levels
  readonly corner: Corner
  readonly #facts: Facts
  readonly #host: HTMLElement
  readonly #watcher: Watcher
  #picture: Picture
  readonly #told = new WeakMap<Picture, string>()
  #level: string | undefined
  /** The level that is seen, or on its way. */
  #sought: string | undefined
  #zoom: Zoom

  /** `label` names the button that opens a boundary; `drawn` is called when more stands around the drawing than before. */
  constructor(host: HTMLElement, svg: SVGSVGElement, facts: Facts, label: (boundary: string) => string, watcher: Watcher, drawn: () => void) {
    this.canvas = svg.parentElement as HTMLElement
    this.levels = new Levels(svg, facts, label)
    this.corner = new Corner(drawn)
    this.#facts = facts
    this.#host = host
    this.#watcher = { ...watcher, moved: () => this.corner.follow(this.#zoom, this.#picture.svg) }
    this.#picture = this.levels.start
    this.#zoom = new Zoom(this.canvas, svg, host, this.#picture.first, this.#watcher)
  }

  /** Leave the canvas as it was found. */
  destroy(): void {
    this.#zoom.destroy()
    this.#picture.svg.replaceWith(this.levels.start.svg)
  }

  get view(): string {
    return this.levels.view
  }

  get picture(): Picture {
    return this.#picture
  }

  get level(): string | undefined {
    return this.#level
  }

  get zoom(): Zoom {
    return this.#zoom
  }

  /** Put the picture of a level into the canvas; tells whether that changed anything. Rejects where the picture cannot be had. */
  async seek(level: string | undefined): Promise<boolean> {
    if (level === this.#sought) return false
    this.#sought = level
    this.canvas.ariaBusy = "true"
    try {
      const picture = this.levels.at(level) ?? (await this.levels.fetch(level ?? ""))
      if (level !== this.#sought || level === this.#level) return false
      this.#swap(picture, level)
      return true
    } catch (error) {
      if (level !== this.#sought) return false
      this.#sought = this.#level
      throw error
    } finally {
      this.canvas.ariaBusy = null
    }
  }

  #swap(picture: Picture, level: string | undefined): void {
    const kept = this.canvas.offsetHeight
    this.#zoom.destroy()
    this.#picture.svg.replaceWith(picture.svg)
    this.#picture = picture
    this.#level = level
    this.#zoom = new Zoom(this.canvas, picture.svg, this.#host, picture.first, this.#watcher, kept)
  }

  /** Show a configuration, compared with `before`. */
  show(configuration: Configuration, before: Configuration | undefined): void {
    const told = JSON.stringify([configuration, before])
    if (this.#told.get(this.#picture) === told) return // a letter typed changes nothing of it
    this.#told.set(this.#picture, told)
    this.#picture.show(configuration, before)
    this.corner.stale()
  }

  /** Let all fade but what matches. */
  fade(matching: Matching | undefined): void {
    this.#picture.fade(matching)
    this.corner.stale()
  }

  /** Bring what is lit into sight, beside the panel and above the player: all of it, or what it is about. */
  reveal(panel: HTMLElement | null | undefined, player: HTMLElement | null | undefined, subject = ""): void {
    const beside = panel && getComputedStyle(panel).position === "sticky"
    if (panel && beside) bring(panel.getBoundingClientRect())
    const below = (beside ? undefined : panel ?? player)?.offsetHeight ?? 0
    const height = band(below)
    const room = { covered: beside ? panel.offsetWidth : 0, height, shared: panel ?? player }
    const about = this.#picture.element(subject)
    /* An open boundary may be larger than the window: its name is what readers must see. */
    const places = this.#zoom.reveal(this.#picture.lit, room, about?.querySelector("[data-title] > .gp-title") ?? about)
    if (places) bring(places.all.bottom - places.all.top <= height + 1 ? places.all : places.main, below)
  }

  /** Light flows up, from places, or with all that carries them. */
  light({ flows, places }: Lit, configuration: Configuration): void {
    if (places) this.#picture.light(flows, places)
    else this.#picture.light(flows.flatMap(flow => [...this.#facts.path(flow, configuration)]))
  }
}
