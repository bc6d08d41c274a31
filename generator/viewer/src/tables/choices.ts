import { render } from "lit-html"
import { tied } from "../facts/configuration.ts"
import type { Facts } from "../facts/facts.ts"
import { withFacts } from "../facts/source.ts"
import { choices } from "../frame/menus.ts"
import { store } from "../state/store.ts"
import bar from "../styles/choices.css"
import style from "../styles/diagram.css"
import { before, configurationOf } from "./tables.ts"

const sheet = new CSSStyleSheet()
sheet.replaceSync(style + bar)

/** `<groundplan-choices>`: the choices that the rules of a page depend on, for pages without a drawing. */
export class Choices extends HTMLElement {
  #connection: AbortController | undefined

  connectedCallback(): void {
    withFacts(this, facts => this.#begin(facts))
  }

  #begin(facts: Facts): void {
    if (this.#connection) return
    const options = tied(facts.data.options, this.dataset["options"]?.split(" ") ?? [])
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheet]
    const draw = () => render(choices(facts, options, configurationOf(facts), before(facts), "configuredRules"), root)
    this.#connection = new AbortController()
    store.addEventListener("change", draw, { signal: this.#connection.signal })
    draw()
    this.parentElement?.classList.add("gp-drawn") // the room that was kept for it is not needed any more
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
  }
}
