/* The text alternative of a drawing, below it: it tells what the drawing shows now. */
import { html, nothing, render, type TemplateResult } from "lit-html"
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
    render(level === undefined ? nothing : this.#words(picture, name), this.#level)
    if (level !== undefined) return
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

  #words(picture: Picture, name: string): TemplateResult {
    const { places } = this.#facts.data
    const home = (place: string) => this.#facts.place(place, picture.configuration)?.in
    const named = (place: string) => [places[place]?.name ?? place, places[place]?.status].filter(Boolean).join(", ")
    const holders = [...picture.touched].flatMap(holder => {
      const inside = [...picture.touched].filter(place => home(place) === holder)
      return inside.length ? html`<li>${named(holder)}: ${inside.map(named).join("; ")}</li>` : []
    })
    const flows = [...picture.shown].flatMap(([id, { exposure, at }]) => {
      const flow = this.#facts.flow(id, at)
      const difference = picture.differences.get(id)
      const stops = picture.stops(id).map(place => places[place]?.name ?? place)
      const said = flow && [flow.classes[exposure], flow.status, difference && say(this.#facts.data, difference)].filter(Boolean)
      return said ? html`<li>${flow.number}. ${flow.name}: ${stops.join(" → ")}. ${said.map(what => `${what}.`).join(" ")}</li>` : []
    })
    return html`<p>${name}</p>
      <ul>${holders}</ul>
      <ul class="gp-plain">${flows}</ul>`
  }
}
