/* The key of a picture: what its numbers stand for. It came with the page, and follows what the picture shows. */
import { extras } from "../extras/extras.ts"
import type { Group } from "../extras/key.ts"
import type { Facts } from "../facts/facts.ts"
import type { Direction, Exposure, Flow } from "../facts/data.ts"
import type { Picture } from "../picture/picture.ts"

const ORDER: readonly Direction[] = ["inbound", "outbound", "internal", "external"]
const EXPOSURES: readonly Exposure[] = ["public", "private"]

export class Key {
  readonly #facts: Facts
  readonly #element: HTMLElement | null | undefined
  /** Those of the picture in one column. */
  readonly #numbers: readonly HTMLElement[]
  #told = ""

  /** `element` is that around the drawing. */
  constructor(element: Element, facts: Facts) {
    this.#facts = facts
    this.#element = element.parentElement?.querySelector<HTMLElement>(":scope > .gp-key")
    this.#numbers = [...(element.parentElement?.querySelectorAll<HTMLElement>(":scope > .gp-column [data-flow]") ?? [])]
    this.#told = [...(this.#element?.querySelectorAll<HTMLElement>("[data-key]") ?? [])]
      .map(group => [group.dataset["key"], ...[...group.querySelectorAll<HTMLElement>("li")].map(({ dataset }) => dataset["flow"])].join(" "))
      .join()
  }

  /** Tell what the numbers of a picture stand for, where that is not what is told already. */
  tell(picture: Picture): void {
    for (const number of this.#numbers) number.hidden = !picture.shown.has(number.dataset["flow"] ?? "")
    const groups = ORDER.flatMap(direction => EXPOSURES.map(exposure => ({ direction, exposure, flows: this.#flows(picture, direction, exposure) }))).filter(
      ({ flows }) => flows.length,
    )
    const told = groups.map(({ direction, exposure, flows }) => [direction, exposure, ...flows.map(({ id }) => id)].join(" ")).join()
    if (told === this.#told || !this.#element) return
    this.#told = told
    void this.#write(this.#element, told, groups)
  }

  async #write(element: HTMLElement, told: string, groups: readonly Omit<Group, "title">[]): Promise<void> {
    const { direction, exposure } = this.#facts.data.labels
    const titled = groups.map(group => ({ ...group, title: `${direction[group.direction]} · ${exposure[group.exposure]}` }))
    try {
      const { fill } = await extras()
      if (told === this.#told) fill(element, titled)
    } catch {
      element.replaceChildren() // better no key than that of another picture
    }
  }

  #flows(picture: Picture, direction: Direction, exposure: Exposure): Flow[] {
    return [...picture.shown].flatMap(([id, state]) => {
      const flow = this.#facts.flows.get(id)
      return flow && state.exposure === exposure && picture.way(id) === direction ? flow : []
    })
  }
}
