/* What stands around a drawing and follows it: its legend, and the words in its place where it shows nothing. */
import type { Picture } from "../picture/picture.ts"
import { has } from "../picture/signs.ts"
import { read } from "../state/address.ts"
import { store } from "../state/store.ts"

export class Caption {
  readonly #figure: HTMLElement | null
  readonly #entries: readonly HTMLElement[]

  /** `element` is that around the drawing. */
  constructor(element: Element, signal: AbortSignal) {
    this.#figure = element.closest("figure")
    this.#entries = [...(this.#figure?.querySelectorAll<HTMLElement>("[data-sign]") ?? [])]
    const offer = this.#figure?.querySelector<HTMLElement>(":scope > .gp-empty > [data-with]")
    if (!offer) return
    offer.hidden = false
    offer.addEventListener("click", () => store.set({ chosen: { ...store.state.chosen, ...read(`?with=${offer.dataset["with"]}`).chosen } }), { signal })
  }

  /** Tell what a picture shows, and with which choices it starts, as long as they are as then. In that of a level, nothing is said of what it never shows. */
  tell(picture: Picture, level: string | undefined): void {
    const start = this.#figure?.querySelector<HTMLElement>(":scope > [data-started]")
    const choices = Object.entries(read(`?with=${start?.dataset["started"] ?? ""}`).chosen)
    if (start) start.hidden = !choices.every(([option, choice]) => picture.configuration[option] === choice)
    if (this.#figure?.querySelector(":scope > .gp-empty")) this.#figure.toggleAttribute("data-empty", level === undefined && !picture.shown.size)
    for (const entry of this.#entries) {
      const here = has(picture.svg, entry.dataset["sign"] ?? "")
      const [said, elsewhere] = entry.querySelectorAll<HTMLElement>(":scope > span")
      if (said) said.hidden = !here
      if (elsewhere) elsewhere.hidden = here
      entry.hidden = !here && level !== undefined
    }
  }
}
