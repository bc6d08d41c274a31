/* The key of a picture: what its numbers stand for. It came with the page, and follows what the picture shows. */
import type { Facts } from "../facts/facts.ts"
import type { Direction, Exposure, Flow } from "../facts/data.ts"
import type { Picture } from "../picture/picture.ts"

const ORDER: readonly Direction[] = ["inbound", "outbound", "internal", "external"]
const EXPOSURES: readonly Exposure[] = ["public", "private"]

export class Key {
  readonly #facts: Facts
  readonly #element: HTMLElement | null | undefined
  #told = ""

  /** `element` is that around the drawing. */
  constructor(element: Element, facts: Facts) {
    this.#facts = facts
    this.#element = element.parentElement?.querySelector<HTMLElement>(":scope > .gp-key")
    this.#told = [...(this.#element?.querySelectorAll<HTMLElement>("[data-key]") ?? [])]
      .map(group => [group.dataset["key"], ...[...group.querySelectorAll<HTMLElement>("li")].map(({ dataset }) => dataset["flow"])].join(" "))
      .join()
  }

  /** Tell what the numbers of a picture stand for, where that is not what is told already. */
  tell(picture: Picture): void {
    const groups = ORDER.flatMap(direction => EXPOSURES.map(exposure => ({ direction, exposure, flows: this.#flows(picture, direction, exposure) }))).filter(
      ({ flows }) => flows.length,
    )
    const told = groups.map(({ direction, exposure, flows }) => [direction, exposure, ...flows.map(({ id }) => id)].join(" ")).join()
    if (told === this.#told || !this.#element) return
    this.#told = told
    const { direction: directions, exposure: exposures } = this.#facts.data.labels
    this.#element.replaceChildren(
      ...groups.map(({ direction, exposure, flows }) => {
        const group = made("div", "gp-key__group")
        const list = made("ul", "")
        list.append(...flows.map(flow => entry(flow, direction, exposure)))
        group.append(made("p", `gp-key__title gp-class--${direction}`, `${directions[direction]} · ${exposures[exposure]}`), list)
        return group
      }),
    )
  }

  #flows(picture: Picture, direction: Direction, exposure: Exposure): Flow[] {
    return [...picture.shown].flatMap(([id, state]) => {
      const flow = this.#facts.flows.get(id)
      return flow && state.exposure === exposure && picture.way(id) === direction ? flow : []
    })
  }
}

function entry(flow: Flow, direction: Direction, exposure: Exposure): HTMLElement {
  const item = made("li", "")
  item.dataset["flow"] = flow.id
  const link = Object.assign(document.createElement("a"), { href: flow.href })
  link.dataset["show"] = `flow.${flow.id}`
  link.append(made("span", `gp-badge gp-badge--${direction} gp-badge--${exposure}`, String(flow.number)), ` ${flow.name}`)
  item.append(link)
  return item
}

function made(tag: string, className: string, textContent = ""): HTMLElement {
  return Object.assign(document.createElement(tag), { className, textContent })
}
