/* The text alternative of a drawing, below it: it tells what the drawing shows now. */
import { extras } from "../extras/extras.ts"
import { holds } from "../facts/configuration.ts"
import type { Guard } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { parsed } from "../facts/names.ts"
import { say } from "../frame/parts.ts"
import type { Picture } from "../picture/picture.ts"

export class Words {
  readonly #facts: Facts
  readonly #told: HTMLDetailsElement | null | undefined
  #tell: (() => void) | undefined
  /** What is told of. */
  #picture: Picture | undefined
  /** Where the words of a level stand, in the place of those that came with the page. */
  readonly #level = document.createElement("div")

  /** `element` is that around the drawing. */
  constructor(element: Element, facts: Facts) {
    this.#facts = facts
    this.#told = element.parentElement?.querySelector("details.gp-told")
    this.#told?.append(this.#level)
    this.#told?.addEventListener("toggle", this.#opened)
  }

  destroy(): void {
    this.#level.remove()
    this.#told?.removeEventListener("toggle", this.#opened)
  }

  /** Tell what is seen in a picture called `name`, once somebody reads it; that of a level has no words in the page. */
  tell(picture: Picture, name: string, level: string | undefined): void {
    this.#tell = () => this.#told && this.#write(this.#told, picture, name, level)
    this.#opened()
  }

  readonly #opened = () => {
    if (!this.#told?.open) return
    this.#tell?.()
    this.#tell = undefined
  }

  #write(told: Element, picture: Picture, name: string, level: string | undefined): void {
    for (const list of told.querySelectorAll<HTMLElement>(":scope > ul")) list.hidden = level !== undefined
    this.#picture = picture
    if (level !== undefined) return void this.#words(picture, name)
    this.#level.replaceChildren()
    for (const entry of told.querySelectorAll<HTMLElement>("li[data-flow]")) this.#tellFlow(entry, picture)
    for (const entry of told.querySelectorAll<HTMLElement>("li[data-flows]")) {
      entry.hidden = !entry.dataset["flows"]?.split(" ").some(flow => picture.shown.has(flow))
    }
    for (const entry of told.querySelectorAll<HTMLElement>("li[data-place]")) {
      const { place = "", in: home } = entry.dataset
      const there = home === undefined || this.#facts.place(place, picture.configuration)?.in === home
      entry.hidden = !there || !picture.touched.has(place)
      const held = entry.dataset["folded"] === undefined ? undefined : picture.held(place)
      if (held !== undefined) entry.textContent = (entry.textContent ?? "").replace(/\d+(?=\D*$)/, String(held))
    }
  }

  /** One of the sentences about a flow holds; what becomes of it in a comparison is said behind. */
  #tellFlow(entry: HTMLElement, picture: Picture): void {
    const flow = entry.dataset["flow"] ?? ""
    const state = picture.shown.get(flow)
    const { where } = entry.dataset
    entry.hidden = !state || (where !== undefined && !holds(parsed<Guard>(where), state.at))
    if (!state) return
    const ways = [...entry.querySelectorAll<HTMLElement>("[data-way]")]
    for (const way of ways) way.hidden = ways.length > 1 && way.dataset["way"] !== `${state.exposure} ${state.layer}`
    entry.querySelector("strong")?.remove()
    const difference = picture.differences.get(flow)
    if (difference) entry.append(Object.assign(document.createElement("strong"), { textContent: ` ${say(this.#facts.data, difference)}.` }))
  }

  /** The words of a level, which come with what brought its picture. */
  async #words(picture: Picture, name: string): Promise<void> {
    const { words } = await extras()
    if (this.#picture === picture) this.#level.replaceChildren(...words(this.#facts, picture, name))
  }
}
