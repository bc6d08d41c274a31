/* The key of a picture: what its numbers stand for. It came with the page, and follows what the picture shows. */
import { extras } from "../extras/extras.ts"
import type { Group } from "../extras/key.ts"
import type { Facts } from "../facts/facts.ts"
import { holds } from "../facts/configuration.ts"
import type { Direction, Exposure, Flow, Guard } from "../facts/data.ts"
import { parsed } from "../facts/names.ts"
import { say } from "../frame/parts.ts"
import { label } from "../picture/marks.ts"
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
    const first = picture.svg.dataset["level"] === undefined
    for (const number of first ? this.#numbers : []) {
      follow(number, picture)
      label(number, number.lastElementChild, this.#facts.data, picture.differences.get(number.dataset["flow"] ?? ""))
    }
    this.#numbers[0]?.closest(".gp-column")?.classList.add("gp-followed")
    const groups = ORDER.flatMap(direction => EXPOSURES.map(exposure => ({ direction, exposure, flows: this.#flows(picture, direction, exposure) }))).filter(
      ({ flows }) => flows.length,
    )
    const others = [...picture.known.keys()].filter(id => !picture.shown.has(id) && picture.way(id)).flatMap(id => this.#facts.flows.get(id) ?? [])
    const told = [...groups.map(({ direction, exposure, flows }) => [direction, exposure, ...ids(flows)]), others.length ? ["other", ...ids(others)] : []]
      .map(group => group.join(" "))
      .filter(Boolean)
      .join()
    const missing = this.#element?.querySelector<HTMLElement>(":scope > .gp-key__missing")
    if (missing) missing.hidden = !first
    if (!this.#element) return
    if (told === this.#told) return this.#compare(this.#element, picture)
    this.#told = told
    void this.#write(this.#element, told, groups, others).then(() => this.#element && told === this.#told && this.#compare(this.#element, picture))
  }

  /** Say of each connection what becomes of it in a comparison. */
  #compare(element: HTMLElement, { differences }: Picture): void {
    for (const entry of element.querySelectorAll<HTMLElement>("li[data-flow]")) {
      label(entry, entry.firstElementChild, this.#facts.data, differences.get(entry.dataset["flow"] ?? ""))
    }
  }

  async #write(element: HTMLElement, told: string, groups: readonly Omit<Group, "title">[], others: readonly Flow[]): Promise<void> {
    const { direction, exposure } = this.#facts.data.labels
    const titled = groups.map(group => ({ ...group, title: `${direction[group.direction]} · ${exposure[group.exposure]}` }))
    try {
      const { fill } = await extras()
      if (told === this.#told) fill(element, titled, others, say(this.#facts.data, "others"))
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

function ids(flows: readonly Flow[]): string[] {
  return flows.map(({ id }) => id)
}

/** Let a number of the column stand where its connection goes as the picture shows it, and look as it does there. */
function follow(number: HTMLElement, { shown }: Picture): void {
  const { flow, where } = number.dataset
  const state = shown.get(flow ?? "")
  number.hidden = !state || (where !== undefined && !holds(parsed<Guard>(where), state.at))
  const badge = number.querySelector(".gp-badge")
  for (const exposure of state ? EXPOSURES : []) badge?.classList.toggle(`gp-badge--${exposure}`, state?.exposure === exposure)
}
