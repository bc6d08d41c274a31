/* The bar of choices: what the page shows, to whoever reads it or holds it in print, and how to see something else. */
import { html, nothing, render, type TemplateResult } from "lit-html"
import { changes, tied, type Configuration } from "../facts/configuration.ts"
import type { Option } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { withFacts } from "../facts/source.ts"
import { choices } from "../frame/menus.ts"
import { icon, say } from "../frame/parts.ts"
import { BAR, coveredByHeader, headroom } from "../motion/sight.ts"
import { store } from "../state/store.ts"
import bar from "../styles/bar.css"
import style from "../styles/diagram.css"
import { before, configurationOf } from "./tables.ts"

const sheet = new CSSStyleSheet()
sheet.replaceSync(style + bar)

/** The options that are chosen in the bar of the page, if it has one. */
export function chosenAbove(): ReadonlySet<string> {
  return new Set(document.querySelector<HTMLElement>(BAR)?.dataset["options"]?.split(" "))
}

/** `<groundplan-bar>`: the choices that a page depends on. It stays in sight below the header. */
export class Bar extends HTMLElement {
  #facts!: Facts
  #options: readonly Option[] = []
  #connection: AbortController | undefined
  #watch: IntersectionObserver | undefined
  #opened: string | undefined

  connectedCallback(): void {
    withFacts(this, facts => this.#begin(facts))
  }

  #begin(facts: Facts): void {
    if (this.#connection) return
    this.#facts = facts
    this.#options = tied(facts.data.options, chosenAbove())
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheet]
    this.#connection = new AbortController()
    const { signal } = this.#connection
    store.addEventListener("change", () => this.#draw(), { signal })
    this.addEventListener("keydown", event => event.key === "Escape" && this.#open(false), { signal })
    this.toggleAttribute("beside", document.querySelector("groundplan-choices") !== null)
    this.#stick(coveredByHeader())
    this.#draw()
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
    this.#watch?.disconnect()
  }

  /** Tell when the page has moved on below the bar: what stands before it is then behind the header. */
  #stick(header: number): void {
    this.style.setProperty("--gp-header", `${header}px`)
    this.#watch = new IntersectionObserver(
      entries => {
        const last = entries.at(-1)
        this.toggleAttribute("stuck", last !== undefined && !last.isIntersecting && last.boundingClientRect.top < innerHeight / 2)
      },
      { rootMargin: `${-header}px 0px 0px` },
    )
    if (this.previousElementSibling) this.#watch.observe(this.previousElementSibling)
  }

  /** Open or close the choices. Where they come between the header and what is read, that moves on by as much: nothing is covered. */
  #open(open: boolean): void {
    if (open === this.hasAttribute("open")) return
    const [covered, top] = [headroom(), this.#below]
    this.toggleAttribute("open", open)
    this.#draw()
    if (this.hasAttribute("stuck")) scrollBy({ top: this.#below - top - headroom() + covered, behavior: "instant" })
    if (!open) this.shadowRoot?.querySelector("button")?.focus({ preventScroll: true })
  }

  get #below(): number {
    return this.nextElementSibling?.getBoundingClientRect().top ?? 0
  }

  /** The page has kept room for as many choices as it was opened with: others need other room. */
  #keep(shown: string): void {
    this.#opened ??= shown
    if (shown !== this.#opened) for (const side of ["--gp-shown", "--gp-compared"]) document.documentElement.style.removeProperty(side)
  }

  #draw(): void {
    const { data } = this.#facts
    const [now, old] = [configurationOf(this.#facts), before(this.#facts)]
    const changed = Object.keys(changes(data.options, now)).length
    const asked = changed > 0 || old !== undefined
    this.#keep(JSON.stringify([now, old]))
    this.toggleAttribute("asked", asked)
    document.documentElement.classList.toggle("gp-asked", asked)
    document.documentElement.classList.toggle("gp-asked-both", old !== undefined)
    const [open, label] = [this.hasAttribute("open"), say(data, "options")]
    if (!this.shadowRoot) return
    render(
      html`<div class="line" role="group" aria-label=${label}>
          ${shown(this.#facts, now, asked, old)}
          ${asked ? html`<button type="button" class="plain reset" @click=${() => store.reset()}>${say(data, "reset")}</button>` : nothing}
          <button type="button" class="tool options" aria-expanded=${open} aria-controls=${open ? "choices" : nothing} @click=${() => this.#open(!open)}>
            ${icon("options")}<span class="label">${label}</span><span class="usual">${say(data, "choice", { option: label, choices: say(data, "usual") })}</span>${changed ? html`<span class="active">${changed}</span>` : nothing}
          </button>
        </div>
        ${open ? choices(this.#facts, this.#options, now, old) : nothing}`,
      this.shadowRoot,
    )
  }
}

/** Which configuration the page shows. */
function shown(facts: Facts, now: Configuration, asked: boolean, old: Configuration | undefined): TemplateResult {
  const { data } = facts
  if (!asked) return html`<p class="now"><span>${say(data, "defaults")}</span></p>`
  return html`<p class="now gp-configured">
    <span>${say(data, "configuration", { choices: chosen(facts, now) })}</span>
    ${old ? html`<span>${say(data, "compared", { choices: chosen(facts, old) })}</span>` : nothing}
  </p>`
}

/** The choices that are not the defaults, each with its option. */
function chosen({ data }: Facts, configuration: Configuration): string {
  const changed = changes(data.options, configuration)
  const named = data.options.flatMap(({ id, name, choices }) =>
    choices.filter(choice => choice.id === changed[id]).map(choice => say(data, "choice", { option: name, choices: choice.name })),
  )
  return named.length ? named.reduce((things, thing) => say(data, "and", { things, thing })) : say(data, "usual")
}
