import { extras } from "../extras/extras.ts"
import { changes } from "../facts/configuration.ts"
import type { Facts } from "../facts/facts.ts"
import { withFacts } from "../facts/source.ts"
import { store } from "../state/store.ts"
import { configurationOf } from "./tables.ts"

/** `<groundplan-rules>`: leads to the files of the choices that the page shows. Those of the default choices are there without this. */
export class Rules extends HTMLElement {
  #connection: AbortController | undefined

  connectedCallback(): void {
    withFacts(this, facts => void this.#begin(facts).catch(() => undefined))
  }

  async #begin(facts: Facts): Promise<void> {
    if (!this.dataset["options"] || !this.dataset["folder"] || this.#connection) return
    const { signal } = (this.#connection = new AbortController())
    const lead = (await extras()).rules(this)
    const show = () => lead(changes(facts.data.options, configurationOf(facts)))
    store.addEventListener("change", show, { signal })
    show()
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
  }
}
