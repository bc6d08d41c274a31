import { html, nothing, render, type TemplateResult } from "lit-html"
import type { Kind } from "./address.ts"
import { defaults, deciding, type Configuration } from "./configuration.ts"
import { pageData, type Option, type Procedure } from "./data.ts"
import { Facts } from "./facts.ts"
import { FACETS, Filter } from "./filters.ts"
import { choices, filters } from "./menus.ts"
import { panel } from "./panel.ts"
import { say } from "./parts.ts"
import { Picture } from "./picture.ts"
import { player, type Walking } from "./player.ts"
import { store } from "./store.ts"
import style from "./diagram.css"
import { configurationOf } from "./tables.ts"
import { marks, toolbar, type Menu, type Tools } from "./toolbar.ts"
import { Zoom } from "./zoom.ts"

const PACE = 4000
const STRIDE = 80
const GLANCE = 1600

const sheet = new CSSStyleSheet()
sheet.replaceSync(style)

/** `<groundplan-diagram>`: a drawing that readers explore. Its child is the static picture, which stays as it is without this. */
export class Diagram extends HTMLElement {
  #facts!: Facts
  #picture!: Picture
  #zoom!: Zoom
  #options: readonly Option[] = []
  #procedures: readonly Procedure[] = []
  #configuration: Configuration = {}
  #menu: Menu | undefined
  #playing: ReturnType<typeof setInterval> | undefined
  #hint: ReturnType<typeof setTimeout> | undefined
  #refused = false
  #pointed: { flows: readonly string[]; place?: string } | undefined
  #opener: SVGElement | undefined
  #connection: AbortController | undefined

  connectedCallback(): void {
    const data = pageData()
    const svg = this.querySelector<SVGSVGElement>("svg.gp-diagram[data-view]")
    const canvas = svg?.parentElement
    if (!data || !svg || !canvas || this.#connection) return
    this.#facts = new Facts(data)
    this.#picture ??= new Picture(svg, this.#facts, svg.dataset["view"] ?? "")
    const { view } = this.#picture
    this.#options = deciding(data.options, this.#facts.guards(view))
    this.#procedures = data.procedures.filter(procedure => procedure.steps.some(step => step.uses && data.views[view]?.flows[step.uses] !== undefined))
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheet]
    canvas.setAttribute("aria-description", say(data, "keys"))
    this.#connection = new AbortController()
    this.#listen(canvas, this.#connection.signal)
    this.#update()
    const ready = () => {
      if (!this.#selected && !this.#step) return
      this.scrollIntoView({ block: "nearest" })
      this.#reveal()
    }
    this.#zoom = new Zoom(canvas, svg, this, () => this.#whole, () => this.#refuse(), ready)
  }

  disconnectedCallback(): void {
    this.#connection?.abort()
    this.#connection = undefined
    this.#pause()
    this.#zoom?.destroy()
  }

  get #whole(): boolean {
    return document.fullscreenElement === this
  }

  get #selected(): { kind: Kind; id: string } | undefined {
    const { selected } = store.state
    return selected?.view === this.#picture.view ? selected : undefined
  }

  get #step(): { procedure: Procedure; index: number } | undefined {
    const { step } = store.state
    const procedure = step && step.view === this.#picture.view ? this.#procedures.find(({ id }) => id === step.procedure) : undefined
    return procedure && step && step.index < procedure.steps.length ? { procedure, index: step.index } : undefined
  }

  #listen(canvas: HTMLElement, signal: AbortSignal): void {
    store.addEventListener("change", () => this.#update(), { signal })
    store.addEventListener("light", () => this.#light(), { signal })
    this.addEventListener("fullscreenchange", () => this.#draw(), { signal })
    this.addEventListener("keydown", event => event.key === "Escape" && this.#escape(event), { signal })
    canvas.addEventListener("keydown", event => event.target === canvas && this.#steer(event), { signal })
    canvas.addEventListener("click", event => this.#click(event), { signal })
    canvas.addEventListener("pointerover", event => event.pointerType !== "touch" && this.#point(Picture.hit(event.target)), { signal })
    canvas.addEventListener("pointerleave", () => this.#point(undefined), { signal })
    canvas.addEventListener("focusin", event => this.#focused(event), { signal })
    canvas.addEventListener("focusout", () => this.#point(undefined), { signal })
  }

  /** Bring the drawing and everything around it up to the state of the page. */
  #update(): void {
    this.#configuration = configurationOf(this.#facts)
    const before = store.state.compare ? defaults(this.#facts.data.options) : undefined
    this.#picture.show(this.#configuration, before)
    this.#picture.fade(this.#matching())
    this.#light()
    this.#draw()
  }

  /** The flows that pass the filters; undefined where there are none. */
  #matching(): Set<string> | undefined {
    const { filters, find } = store.state
    if (!find.trim() && !FACETS.some(facet => filters[facet]?.length)) return undefined
    const filter = new Filter(this.#facts, this.#configuration)
    return new Set(this.#picture.flows.filter(flow => filter.passes(flow, filters, find)))
  }

  /** What the reader points at comes first, then a step, then what is selected. */
  #light(): void {
    const lit = this.#pointed ?? (store.lit.length ? { flows: store.lit } : undefined) ?? this.#standing()
    const path = (flow: string) => [...this.#facts.path(flow, this.#configuration)]
    if (lit?.place) this.#picture.light(lit.flows, [lit.place])
    else this.#picture.light((lit?.flows ?? []).flatMap(path))
  }

  #standing(): { flows: readonly string[]; place?: string } | undefined {
    const step = this.#step
    if (step) {
      const { uses, by, to } = step.procedure.steps[step.index] ?? {}
      const places = [by, to].flatMap(place => (place ? this.#facts.around(place) : []))
      const place = places.find(place => this.#picture.element(place))
      return { flows: uses ? [uses] : [], ...(place && { place }) }
    }
    const selected = this.#selected
    if (!selected) return undefined
    return selected.kind === "flow" ? { flows: [selected.id] } : { flows: this.#picture.at(selected.id), place: selected.id }
  }

  #point(hit: ReturnType<typeof Picture.hit>): void {
    this.#pointed = hit && ("place" in hit ? { flows: this.#picture.at(hit.place), place: hit.place } : hit)
    store.light(this.#pointed?.flows ?? [])
    this.#light()
  }

  #focused(event: FocusEvent): void {
    const target = event.target as Element
    if (!(target instanceof SVGElement) || !target.matches(":focus-visible")) return
    this.#zoom.reveal([target])
    this.#point(Picture.hit(target.firstElementChild))
  }

  #click(event: MouseEvent): void {
    const hit = Picture.hit(event.target) ?? Picture.hit((event.target as Element).firstElementChild)
    if (!hit || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    event.stopPropagation()
    if (this.#zoom.far && matchMedia("(pointer: coarse)").matches) return this.#zoom.to(event)
    this.#opener = (event.target as Element).closest<SVGElement>("a") ?? undefined
    if ("place" in hit) this.#select("place", hit.place)
    else if (hit.flows[0]) this.#select("flow", hit.flows[0])
  }

  #select(kind: Kind, id: string): void {
    this.#pause()
    store.set({ selected: { view: this.#picture.view, kind, id }, step: undefined })
    this.#reveal()
    this.shadowRoot?.querySelector<HTMLElement>("#subject")?.focus({ preventScroll: true })
  }

  #close(): void {
    const opener = this.#opener ?? this.#picture.element(this.#selected?.id ?? "")
    store.set({ selected: undefined })
    opener?.focus({ preventScroll: true })
    this.#point(undefined)
  }

  #escape(event: KeyboardEvent): void {
    if (this.#selected) this.#close()
    else if (this.#step) this.#walk(undefined)
    else if (this.#menu) this.#open(this.#menu)
    else return
    event.preventDefault()
  }

  #steer(event: KeyboardEvent): void {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.#zoom.pan(-STRIDE, 0),
      ArrowRight: () => this.#zoom.pan(STRIDE, 0),
      ArrowUp: () => this.#zoom.pan(0, -STRIDE),
      ArrowDown: () => this.#zoom.pan(0, STRIDE),
      "+": () => this.#zoom.by(1.3),
      "=": () => this.#zoom.by(1.3),
      "-": () => this.#zoom.by(1 / 1.3),
      "0": () => this.#zoom.fit(),
    }
    const move = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }

  #open(menu: Menu): void {
    const closing = this.#menu === menu
    this.#menu = closing ? undefined : menu
    this.#draw()
    if (closing) this.shadowRoot?.querySelector<HTMLElement>(`[data-menu=${menu}]`)?.focus()
  }

  async #fullScreen(): Promise<void> {
    await (this.#whole ? document.exitFullscreen() : this.requestFullscreen())
    this.#zoom.fit()
  }

  /** Say for a moment how to zoom: a wheel alone scrolls the page. */
  #refuse(): void {
    clearTimeout(this.#hint)
    this.#refused = true
    this.#hint = setTimeout(() => {
      this.#refused = false
      this.#draw()
    }, GLANCE)
    this.#draw()
  }

  /** Go to a step of a procedure, or leave it. */
  #walk(procedure: string | undefined, index = 0): void {
    if (!procedure) this.#pause()
    const step = procedure ? { view: this.#picture.view, procedure, index } : undefined
    store.set({ step, selected: undefined })
    this.#reveal()
  }

  /** Bring what is lit into sight, beside the panel. */
  #reveal(): void {
    this.#pointed = undefined
    this.#light()
    const beside = this.shadowRoot?.querySelector<HTMLElement>(".panel")
    const covers = beside && getComputedStyle(beside).position === "absolute"
    this.#zoom.reveal(this.#picture.lit, covers ? beside.offsetWidth : 0)
  }

  #play(): void {
    if (this.#playing) {
      this.#pause()
      return this.#draw()
    }
    this.#playing = setInterval(() => {
      const step = this.#step
      if (!step || step.index + 1 >= step.procedure.steps.length) {
        this.#pause()
        this.#draw()
      } else this.#walk(step.procedure.id, step.index + 1)
    }, PACE)
    const step = this.#step
    if (step && step.index + 1 === step.procedure.steps.length) this.#walk(step.procedure.id, 0)
    else this.#draw()
  }

  #pause(): void {
    clearInterval(this.#playing)
    this.#playing = undefined
  }

  #draw(): void {
    if (!this.shadowRoot) return
    const { data } = this.#facts
    const matching = this.#matching()
    const all = this.#picture.flows.length
    const counts = matching ? say(data, "matching", { n: matching.size, all }) : say(data, "shown", { n: all, all: this.#ever })
    const selected = this.#selected
    const step = this.#step
    const drawn = html`
      ${toolbar(this.#tools(matching))} ${this.#menu ? this.#opened(this.#menu) : nothing}
      ${store.state.compare ? marks(data, this.#picture.differences.values()) : nothing}
      <div class="stage">
        <slot></slot>
        <div class="hint ${this.#refused ? "seen" : ""}" aria-hidden="true">${say(data, "wheel")}</div>
        ${selected
          ? panel(
              {
                facts: this.#facts,
                configuration: this.#configuration,
                at: place => this.#picture.at(place),
                select: (kind, id) => this.#select(kind, id),
                close: () => this.#close(),
              },
              selected.kind,
              selected.id,
            )
          : nothing}
      </div>
      ${step ? player(this.#facts, this.#configuration, step, this.#walking()) : nothing}
      <p class="unseen" role="status">${counts}</p>
    `
    render(drawn, this.shadowRoot)
  }

  #tools(matching: ReadonlySet<string> | undefined): Tools {
    return {
      facts: this.#facts,
      options: this.#options,
      procedures: this.#procedures,
      procedure: this.#step?.procedure.id,
      matches: matching && `${matching.size}/${this.#picture.flows.length}`,
      menu: this.#menu,
      whole: this.#whole,
      open: menu => this.#open(menu),
      walk: procedure => this.#walk(procedure),
      zoom: factor => this.#zoom.by(factor),
      fit: () => this.#zoom.fit(),
      fullScreen: () => void this.#fullScreen(),
    }
  }

  #walking(): Walking {
    return {
      playing: this.#playing !== undefined,
      go: (procedure, index) => this.#walk(procedure, index),
      play: () => this.#play(),
      select: flow => this.#select("flow", flow),
    }
  }

  /** How many flows the view has in any configuration. */
  get #ever(): number {
    return Object.keys(this.#facts.data.views[this.#picture.view]?.flows ?? {}).length
  }

  #opened(menu: Menu): TemplateResult {
    if (menu === "choices") return choices(this.#facts, this.#options, this.#configuration)
    return filters(this.#facts, new Filter(this.#facts, this.#configuration), this.#picture.flows)
  }
}
