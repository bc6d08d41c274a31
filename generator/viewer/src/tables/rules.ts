import { changes } from "../facts/configuration.ts"
import type { Data } from "../facts/data.ts"
import { Facts } from "../facts/facts.ts"
import { withFacts } from "../facts/source.ts"
import { run } from "../extras/scripts.ts"
import { store } from "../state/store.ts"
import { configurationOf } from "./tables.ts"

declare global {
  interface Window {
    groundplanTexts?: Record<string, string>
  }
}

/** `<groundplan-rules>`: leads to the files of the choices that the page shows. Those of the default choices are there without this. */
export class Rules extends HTMLElement {
  #connection: AbortController | undefined
  #usual = ""
  #shown = ""

  connectedCallback(): void {
    withFacts(this, data => this.#begin(data))
  }

  #begin(data: Data): void {
    const { options, known, folder } = this.dataset
    if (!options || !folder || this.#connection) return
    const facts = new Facts(data)
    const decide = new Set(options.split(" "))
    const keys = new Set(JSON.parse(known ?? "[]") as string[])
    this.#usual ||= this.#code?.textContent ?? ""
    const show = () => {
      const changed = Object.entries(changes(data.options, configurationOf(facts))).filter(([option]) => decide.has(option))
      const key = changed.map(pair => pair.join(".")).join("_")
      this.#lead(key, keys.has(key) ? `${folder}/${key}` : undefined)
      const settings = changed.map(pair => ` --set ${pair.join("=")}`).join("")
      const command = this.querySelector("[data-of=other] code")
      if (command) command.textContent = `groundplan export txt${settings}`
    }
    this.#connection = new AbortController()
    store.addEventListener("change", show, { signal: this.#connection.signal })
    show()
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
  }

  get #code(): Element | null {
    return this.querySelector(".gp-copy code")
  }

  /** Show the files below `folder`; those of the defaults for an empty key, and how to get others where there is no folder. */
  #lead(key: string, folder: string | undefined): void {
    const of = key === "" ? "default" : folder ? "chosen" : "other"
    for (const part of this.querySelectorAll<HTMLElement>("[data-of]")) part.hidden = part.dataset["of"] !== of
    const copy = this.querySelector<HTMLElement>(".gp-copy")
    if (copy) copy.hidden = of === "other"
    this.#shown = key
    if (!folder) return this.#tell(this.#usual)
    const links = [...this.querySelectorAll<HTMLAnchorElement>("a[data-file]")]
    for (const link of links) link.href = `${folder}/${link.dataset["file"] ?? ""}`
    const text = links.find(link => link.href.endsWith(".txt"))
    if (text) void this.#read(key, text)
  }

  /** Bring the text of a file, unless the reader has chosen something else meanwhile. */
  async #read(key: string, link: HTMLAnchorElement): Promise<void> {
    try {
      await run(`${link.href}.js`)
    } catch {
      if (this.#shown === key) this.querySelector<HTMLElement>(".gp-copy")?.setAttribute("hidden", "")
      return
    }
    if (this.#shown === key) this.#tell(self.groundplanTexts?.[`${this.dataset["mark"] ?? ""}rules/${key}/${link.dataset["file"] ?? ""}`] ?? "")
  }

  #tell(text: string): void {
    if (this.#code) this.#code.textContent = text.trimEnd()
  }
}
