/* What a first look does without comes in a script of its own: what is told of what is selected, the map of the map, downloads. It sets
 * `groundplanExtras`. */
import type { Configuration } from "../facts/configuration.ts"
import type { Data, Flow } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import type { Group } from "./key.ts"
import type { panel } from "../frame/panel.ts"
import type { player } from "../frame/player.ts"
import type { Part } from "../motion/zoom.ts"
import type { Picture } from "../picture/picture.ts"
import { ASSETS, run } from "./scripts.ts"

export type Form = "svg" | "png"

export interface Minimap {
  /** To stand at the edge of the drawing. */
  readonly element: HTMLElement
  /** Draw anew what is seen in the drawing. */
  draw(svg: SVGSVGElement): void
  /** Show which part of it the reader sees. */
  show(part: Part): void
}

export interface Tip {
  /** To stand over the drawing. */
  readonly element: HTMLElement
  /** Name flows beside an element or a place in the window; of no flows, nothing is said. */
  show(flows: readonly string[], configuration: Configuration, at?: Element | MouseEvent): void
}

/** The sequence chart of a procedure. */
export interface Chart {
  readonly procedure: string
  readonly svg: SVGSVGElement
  /** What holds it, to stand in the element's slot of this name. */
  readonly frame: HTMLElement
  /** Light up a step and bring it into sight; `exists` tells which flows there are, and `absent` is said of the others. */
  show(index: number, exists: (flow: string) => boolean, absent: string): void
}

/** What a drawing that is saved says of itself. */
export interface Told {
  readonly facts: Facts
  readonly configuration: Configuration
  /** The configuration that it is compared with. */
  readonly before: Configuration | undefined
  /** The list of signs on the page. */
  readonly legend: Element | null | undefined
  readonly say: (data: Data, key: string, values: Record<string, string>) => string
}

/** `<groundplan-rows>`: tells in which file the rows of the table before it are, of which the page has the first. */
export interface LongTable extends HTMLElement {
  /** All rows, of which those in the page are some. */
  held?: readonly HTMLElement[]
  /** Put some of the rows into the page that are not hidden. */
  show?(): void
  /** Let the cells of all rows tell of the configuration that the page shows, not only those in the page. */
  dress?(): void
  /** Keep the rows in this order; none stands for that of the file. */
  sort?(rows: readonly HTMLElement[] | undefined): void
}

export interface Extras {
  /** How it looks what comes with it. */
  readonly style: string
  /** All that is known of what is selected. */
  readonly panel: typeof panel
  /** A procedure, step by step. */
  readonly player: typeof player
  /** A picture that is no part of the page, in the language behind the `#` of its address. Its addresses are relative to its own file. */
  picture(href: string): Promise<SVGSVGElement>
  /** `name` is what the chart is called; `go` is called with the step that is chosen. */
  chart(svg: SVGSVGElement, procedure: string, name: string, go: (step: number) => void): Chart
  /** `go` is called with a point of the drawing where the reader wants to be. */
  minimap(go: (x: number, y: number) => void): Minimap
  /** What says what numbers stand for. */
  tip(facts: Facts): Tip
  /** Save a drawing as it is seen, with what is told of it, in a file whose name is made of words. */
  save(svg: SVGSVGElement, words: readonly (string | undefined)[], form: Form, told: Told): Promise<void>
  /** Put the address of what is seen on the clipboard. */
  copy(element: Element, plain: boolean): Promise<void>
  /** What lets the links in a `<groundplan-rules>` lead to the files of some choices, where these are not the defaults. */
  rules(element: HTMLElement): (chosen: Readonly<Record<string, string>>) => void
  /** Let long tables have the rows in their files; `again` is called when others of them are to be shown. */
  hold(tables: readonly LongTable[], data: Data, say: Told["say"], again: () => void): void
  /** What a level's picture, called `name`, shows, in words. */
  words(facts: Facts, picture: Picture, name: string): readonly HTMLElement[]
  /** Write the key of a picture, with what has a number in it only with other choices, below a title. */
  fill(key: HTMLElement, groups: readonly Group[], others: readonly Flow[], title: string): void
}

declare global {
  interface Window {
    groundplanExtras?: Extras
  }
}

let sheet: CSSStyleSheet | undefined
let dressed = false

/** The looks of what comes with them, for each element that may show it. */
export function looks(): CSSStyleSheet {
  return (sheet ??= new CSSStyleSheet())
}

/** Rejects where they cannot be had. */
export async function extras(): Promise<Extras> {
  await run(`${ASSETS}viewer.extras.js`)
  if (!self.groundplanExtras) throw new Error("viewer.extras.js")
  if (!dressed) looks().replaceSync(self.groundplanExtras.style)
  dressed = true
  return self.groundplanExtras
}

/** Let them come before they are asked for: the reader is about to. */
export function expect(): void {
  extras().catch(() => undefined) // who asks for them is told
}
