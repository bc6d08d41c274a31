import { render } from "lit-html"
import type { Kind, State } from "../state/address.ts"
import { Score } from "../walk/chart.ts"
import { deciding, type Configuration } from "../facts/configuration.ts"
import type { Option } from "../facts/data.ts"
import { withFacts } from "../facts/source.ts"
import { Drawing, type Lit } from "../picture/drawing.ts"
import { expect, extras, looks, type Extras, type Form, type Tip } from "../extras/extras.ts"
import type { Facts } from "../facts/facts.ts"
import { Focus } from "./focus.ts"
import { frame, type Acts } from "../frame/frame.ts"
import { Hint } from "./hint.ts"
import { Key } from "./key.ts"
import { steer } from "../motion/keys.ts"
import { say, type Failure } from "../frame/parts.ts"
import { Picture } from "../picture/picture.ts"
import { Reading } from "./reading.ts"
import { foremost, isArrow, next, rove } from "../motion/rove.ts"
import { band, bring, headroom, jump } from "../motion/sight.ts"
import { store } from "../state/store.ts"
import style from "../styles/diagram.css"
import { chosenAbove } from "../tables/bar.ts"
import { before, configurationOf } from "../tables/tables.ts"
import type { Menu } from "../frame/toolbar.ts"
import { Walk } from "../walk/walk.ts"
import { Caption } from "./caption.ts"
import { Words } from "./words.ts"
import type { Refusal } from "../motion/zoom.ts"

const sheet = new CSSStyleSheet()
sheet.replaceSync(style)

/** `<groundplan-diagram>`: a drawing that readers explore. Its child is the static picture, which stays as it is without this. */
export class Diagram extends HTMLElement {
  #facts!: Facts
  #drawing!: Drawing
  #reading!: Reading
  #words!: Words
  #caption!: Caption
  #key!: Key
  #focus!: Focus
  #extras: Extras | undefined
  #telling: Promise<void> | undefined
  #tip: Tip | undefined
  #named: readonly string[] = []
  /** The levels that the reader has come through, the last one last. */
  #seen: (string | undefined)[] = []
  /** What was selected when it was last brought into sight. */
  #shown: State["selected"]
  #score = new Score(this)
  #options: readonly Option[] = []
  /** Whether the page's bar has the choices of this diagram, which does not start with some of its own. */
  #chosenAbove = false
  #configuration: Configuration = {}
  #menu: Menu | undefined
  #keepStop: (() => void) | undefined
  #settling = false
  #hint = new Hint(() => this.#draw())
  #walk = new Walk(
    () => this.#drawing.view,
    () => this.#reading.step,
    () => this.#reveal(),
    () => this.#draw(),
  )
  #failure: Failure | undefined
  #pointed: Lit | undefined
  #opener: SVGElement | undefined
  #connection: AbortController | undefined
  readonly #acts: Acts = {
    open: menu => this.#open(menu),
    walk: (procedure, index) => this.#walkTo(procedure, index),
    play: () => this.#walk.play(),
    select: (kind, id) => this.#select(kind, id),
    close: () => this.#close(),
    enter: level => this.#enter(level),
    save: form => void this.#save(form),
    copy: () => void this.#copy(),
    forget: () => this.#forget(),
    fullScreen: () => void this.#fullScreen(),
  }

  connectedCallback(): void {
    if (store.state.selected ?? store.state.step) expect()
    withFacts(this, facts => this.#begin(facts))
  }

  #begin(facts: Facts): void {
    const svg = this.querySelector<SVGSVGElement>(".gp-canvas > svg.gp-diagram[data-view]")
    if (!svg || this.#connection) return
    const { data } = facts
    this.#facts = facts
    this.setAttribute("live", "")
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" })
    root.adoptedStyleSheets = [sheet, looks()]
    this.#connection = new AbortController()
    const label = (place: string) => say(data, "openPlace", { name: data.places[place]?.name ?? place })
    const watcher = { whole: () => this.#whole, refused: (by: Refusal) => this.#hint.say(by), ready: () => this.#ready(), moved: () => undefined }
    this.#drawing = new Drawing(this, svg, this.#facts, label, watcher, () => this.#draw())
    const { view, levels, canvas } = this.#drawing
    this.#options = levels.any ? data.options : deciding(data.options, this.#facts.guards(view))
    const above = chosenAbove()
    const covered = levels.any && !data.since ? above.size > 0 : this.#options.every(({ id }) => above.has(id))
    this.#chosenAbove = covered && !Object.keys(data.views[view]?.start ?? {}).length
    this.#reading = new Reading(this.#facts, this.#drawing)
    this.#words = new Words(this, this.#facts)
    this.#key = new Key(this, this.#facts)
    this.#caption = new Caption(this, this.#connection.signal)
    this.#focus = new Focus(this.#drawing, this.#reading)
    canvas.setAttribute("aria-description", say(data, "keys"))
    this.#listen(canvas, this.#connection.signal)
    this.#update()
  }

  disconnectedCallback(): void {
    if (!this.#connection) return
    this.#connection.abort()
    this.#connection = undefined
    this.#walk.stop()
    this.#score.destroy()
    this.#words.destroy()
    this.#drawing.destroy()
  }

  get #whole(): boolean {
    return document.fullscreenElement === this
  }

  #listen(canvas: HTMLElement, signal: AbortSignal): void {
    store.addEventListener("change", () => this.#update(), { signal })
    store.addEventListener("light", () => this.#light(), { signal })
    store.addEventListener("told", () => (this.#reading.selected || this.#reading.step) && this.#reveal(), { signal }) // it covers more now
    this.addEventListener("fullscreenchange", () => this.#draw(), { signal })
    this.addEventListener("focusin", event => this.#focus.keep(event.target), { signal })
    this.addEventListener("keydown", event => event.key === "Escape" && this.#escape(event), { signal })
    canvas.addEventListener("keydown", event => this.#press(event), { signal })
    canvas.addEventListener("pointerdown", expect, { signal, once: true })
    canvas.addEventListener("click", event => this.#click(event), { signal })
    canvas.addEventListener("pointerover", event => event.pointerType !== "touch" && this.#point(Picture.hit(event.target), event), { signal })
    canvas.addEventListener("pointerleave", () => this.#point(undefined), { signal })
    canvas.addEventListener("focusin", event => this.#focused(event), { signal })
    canvas.addEventListener("focusout", () => this.#point(undefined), { signal })
  }

  /** What the reader left, or what an address asks for, is brought into sight once it is known where that is. */
  #ready(): void {
    performance.mark("groundplan ready")
    const { selected, step, level } = this.#reading
    const came = this.#focus.arrive()
    if (!selected && !step && (came || level === undefined)) return
    if (!came) jump(this)
    this.#reveal()
  }

  /** Bring the drawing and everything around it up to the state of the page. */
  #update(): void {
    this.#configuration = configurationOf(this.#facts, this.#drawing.view)
    this.#dress()
    this.#draw()
    void this.#seek()
    void this.#sketch()
    if (this.#reading.selected ?? this.#reading.step) void this.#tell()
    const { selected } = store.state
    if (this.#shown !== selected && this.#reading.selected && this.#drawing.zoom.ready) this.#reveal()
    this.#shown = selected
  }

  #dress(): void {
    const old = before(this.#facts, this.#drawing.view)
    this.#drawing.show(this.#configuration, old)
    this.#drawing.fade(this.#reading.matching(this.#configuration, old))
    this.#words.tell(this.#drawing.picture, this.#reading.here, this.#drawing.level)
    this.#key.tell(this.#drawing.picture)
    this.#caption.tell(this.#drawing.picture, this.#drawing.level)
    this.#light()
  }

  /** Show the level that the reader wants to see. */
  async #seek(): Promise<void> {
    const wanted = this.#reading.level
    if (wanted !== this.#drawing.level && !this.#focus.leaving && this.matches(":focus-within")) this.#focus.leave(wanted)
    try {
      if (await this.#drawing.seek(wanted)) this.#arrive()
    } catch {
      this.#failure = { name: this.#reading.name(wanted ?? ""), again: () => this.#enter(wanted) }
      this.#focus.stay()
      store.set({ levels: this.#reading.levels(this.#drawing.level) })
    }
  }

  #arrive(): void {
    const { canvas } = this.#drawing
    canvas.ariaLabel = this.#reading.here
    this.#pointed = undefined
    this.#dress()
    this.#draw()
    const { top } = this.getBoundingClientRect()
    if (top < headroom() || top > innerHeight / 2) jump(this) // a picture is read from its top
  }

  /** Go into a boundary, or back. What is known of the boundary itself is then in the picture. */
  #enter(level: string | undefined): void {
    this.#focus.leave(level)
    this.#failure = undefined
    if (level === this.#seen.at(-1) && this.#seen.length) this.#seen.pop()
    else this.#seen.push(this.#drawing.level)
    const { selected } = store.state
    store.set({ levels: this.#reading.levels(level), selected: selected?.id === level ? undefined : selected }, true)
  }

  /** Show the chart of the procedure that the reader walks through, where that is what they want to see. */
  async #sketch(): Promise<void> {
    const procedure = store.state.chart ? this.#reading.step?.procedure : undefined
    try {
      if (await this.#score.seek(procedure, procedure && this.#facts.chart(procedure, this.#configuration), index => this.#walk.go(procedure?.id, index))) {
        this.#draw()
        if (!this.matches(":focus-within")) bring(this.getBoundingClientRect())
      }
      const exists = (flow: string) => this.#facts.state(flow, this.#configuration) !== undefined
      if (this.#reading.step) this.#score.chart?.show(this.#reading.step.index, exists, say(this.#facts.data, "absent"))
    } catch {
      this.#failure = { name: procedure?.name ?? "", again: () => store.set({ chart: true }) }
      store.set({ chart: false })
    }
  }

  /** What the reader points at comes first, then a step, then what is selected. */
  #light(): void {
    const lit = this.#pointed ?? (store.lit.length ? { flows: store.lit } : undefined) ?? this.#reading.lit
    this.#drawing.light(lit ?? { flows: [] }, this.#configuration)
  }

  #point(hit: ReturnType<typeof Picture.hit>, at?: Element | MouseEvent): void {
    void this.#name(hit && "flows" in hit ? hit.flows : [], at)
    this.#pointed = hit && ("place" in hit ? { flows: this.#drawing.picture.at(hit.place), places: [hit.place] } : hit)
    store.light(this.#pointed?.flows ?? [])
    this.#light()
  }

  /** Say what the numbers are that the reader points at. What says it comes with the first of them. */
  async #name(flows: readonly string[], at?: Element | MouseEvent): Promise<void> {
    this.#named = flows
    if (!flows.length) return this.#tip?.show([], this.#configuration)
    try {
      const tip = this.#tip ?? (await extras()).tip(this.#facts)
      if (!this.#tip) {
        this.#tip = tip
        this.#draw()
      }
      if (this.#named === flows) this.#tip.show(flows, this.#configuration, at)
    } catch {
      /* Their names stand in the key, too. */
    }
  }

  #focused(event: FocusEvent): void {
    const target = event.target as Element
    if (!(target instanceof SVGElement) || !target.matches(":focus-visible")) return
    const places = this.#drawing.zoom.reveal([target], { height: band() })
    if (places) bring(places.main)
    this.#point(Picture.hit(target), target)
  }

  #click(event: MouseEvent): void {
    const target = event.target as Element
    const hit = Picture.hit(target)
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    const { zoom } = this.#drawing
    const near = zoom.far && matchMedia("(pointer: coarse)").matches
    if (!hit) return near ? zoom.to(event) : undefined
    event.preventDefault()
    event.stopPropagation()
    const opens = target.closest<SVGElement>(".gp-open")?.dataset["opens"] ?? (event.detail === 2 ? this.#reading.door(this.#reading.selected?.id) : undefined)
    if (opens) return this.#enter(opens)
    if (near) return zoom.to(event)
    this.#opener = target.closest<SVGElement>("a") ?? undefined
    if ("place" in hit) this.#select("place", hit.place)
    else if (hit.flows[0]) this.#select("flow", hit.flows[0])
  }

  #select(kind: Kind, id: string): void {
    this.#walk.stop()
    this.#shown = { view: this.#drawing.view, kind, id }
    store.set({ selected: this.#shown, step: undefined })
    this.#reveal()
    void this.#tell().then(() => this.#part("#subject")?.focus({ preventScroll: true }))
  }

  /** Tell of what is selected, or of a step. What tells it comes with the first of them, and covers more of the drawing then. */
  async #tell(): Promise<void> {
    if (this.#extras) return
    await (this.#telling ??= this.#fetch())
  }

  async #fetch(): Promise<void> {
    try {
      void this.#facts.texts // which panels tell, too, come at the same time
      this.#extras = await extras()
      this.#draw()
      if (this.#connection) this.#reveal()
    } catch {
      this.#telling = undefined
      this.#failure = { name: this.#reading.about, again: () => this.#again() }
      this.#draw()
    }
  }

  #again(): void {
    this.#failure = undefined
    this.#draw()
    void this.#tell()
  }

  #close(): void {
    const opener = this.#opener?.isConnected ? this.#opener : this.#drawing.picture.element(this.#reading.selected?.id ?? "")
    store.set({ selected: undefined })
    this.#drawing.zoom.restore()
    ;(opener ?? this.#drawing.canvas).focus({ preventScroll: true })
    this.#point(undefined)
  }

  #escape(event: KeyboardEvent): void {
    if (this.#reading.selected) this.#close()
    else if (this.#reading.step) this.#walkTo(undefined)
    else if (this.#menu) this.#open(this.#menu)
    else if (this.#drawing.level) this.#enter(this.#seen.at(-1))
    else if (document.activeElement?.closest(".gp-canvas > svg")) this.#drawing.canvas.focus({ preventScroll: true })
    else return
    event.preventDefault()
  }

  #press(event: KeyboardEvent): void {
    const opens = (event.target as SVGElement).dataset["opens"]
    if (this.#rove(event)) return event.preventDefault()
    if (opens && (event.key === "Enter" || event.key === " ")) this.#enter(opens)
    else if (event.target !== this.#drawing.canvas || !steer(event, this.#drawing.zoom)) return
    event.preventDefault()
  }

  /** Go into the drawing, or in it to what stands beside; tells whether the key does that. */
  #rove({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
    const { canvas, picture } = this.#drawing
    const inside = target !== canvas
    if (altKey || ctrlKey || metaKey || !(inside ? isArrow(key) : key === "Enter")) return false
    const { targets } = picture
    const found = inside ? next(target as Element, targets, key) : foremost(targets)
    ;(found as SVGElement | undefined)?.focus({ preventScroll: true })
    return true
  }

  /** Put the address of what is seen here on the clipboard. */
  async #copy(): Promise<void> {
    const { selected, step, level } = this.#reading
    try {
      const { copy } = await extras()
      await copy(this, selected === undefined && step === undefined && level === undefined)
      this.#hint.say("copied")
    } catch {
      this.#hint.say("notCopied")
    }
  }

  #open(menu: Menu): void {
    const closing = this.#menu === menu
    this.#menu = closing ? undefined : menu
    this.#draw()
    if (closing) this.#part(`[data-menu=${menu}]`)?.focus()
  }

  async #fullScreen(): Promise<void> {
    await (this.#whole ? document.exitFullscreen() : this.requestFullscreen())
    this.#drawing.zoom.restart()
  }

  async #save(form: Form): Promise<void> {
    const { view, level, picture } = this.#drawing
    const { chart } = this.#score
    const { svg } = chart ?? picture
    const choices = Object.entries(store.state.chosen).map(pair => pair.join("."))
    const words = [...(chart ? [chart.procedure] : [view, level]), ...choices]
    const legend = this.parentElement?.querySelector(".gp-legend")
    try {
      const { save } = await extras()
      await save(svg, words, form, { facts: this.#facts, configuration: this.#configuration, before: before(this.#facts, view), legend, say })
    } catch {
      this.#failure = { name: form, again: () => this.#save(form) }
      this.#draw()
    }
  }

  /** Bring what is lit into sight: all of it, or what it is about. */
  #reveal(): void {
    this.#pointed = undefined
    this.#light()
    this.#drawing.reveal(this.#part(".panel"), this.#part(".player"), this.#reading.subject)
  }

  #part(selector: string): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>(selector)
  }

  #walkTo(procedure: string | undefined, index?: number): void {
    this.#walk.go(procedure, index)
    if (!procedure) this.#drawing.zoom.restore()
  }

  #forget(): void {
    this.#failure = undefined
    this.#draw()
    this.#drawing.canvas.focus({ preventScroll: true })
  }

  #draw(): void {
    if (!this.shadowRoot || !this.#connection) return
    const drawn = frame({
      reading: this.#reading,
      score: this.#score,
      configuration: this.#configuration,
      options: this.#whole || !this.#chosenAbove ? this.#options : [],
      menu: this.#menu,
      whole: this.#whole,
      hint: this.#hint,
      tip: this.#tip?.element,
      extras: this.#extras,
      playing: this.#walk.playing,
      failure: this.#failure,
      acts: this.#acts,
    })
    this.toggleAttribute("selected", this.#reading.selected !== undefined)
    render(drawn, this.shadowRoot)
    if (!this.#settling) requestAnimationFrame(() => this.#settle())
    this.#settling = true
  }

  /** What takes a layout of the page waits until all of a change is done, and so takes no second one. */
  #settle(): void {
    this.#settling = false
    if (this.#menu || this.#reading.selected) this.style.setProperty("--gp-head", `${headroom()}px`)
    const bar = this.shadowRoot?.querySelector(".bar")
    if (bar) (this.#keepStop ??= rove(bar))()
  }
}
