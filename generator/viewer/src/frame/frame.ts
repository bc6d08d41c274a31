/* All that stands around the drawing, put together. */
import { html, nothing, type TemplateResult } from "lit-html"
import type { Kind } from "../state/address.ts"
import type { Score } from "../walk/chart.ts"
import type { Configuration } from "../facts/configuration.ts"
import type { Data, Option } from "../facts/data.ts"
import type { Extras, Form } from "../extras/extras.ts"
import { Filter } from "../facts/filters.ts"
import { choices, filters, forms } from "./menus.ts"
import type { Panel } from "./panel.ts"
import { failed, say, type Failure } from "./parts.ts"
import type { Matching } from "../picture/picture.ts"
import type { Walking } from "./player.ts"
import type { Reading } from "../diagram/reading.ts"
import { along, store } from "../state/store.ts"
import { before } from "../tables/tables.ts"
import { marks, toolbar, trail, type Menu, type Tools } from "./toolbar.ts"

/** How many of the places that were found are named. */
const NAMED = 5

/** What is shown, and what the reader can do with it. */
export interface Frame {
  readonly reading: Reading
  readonly score: Score
  readonly configuration: Configuration
  readonly options: readonly Option[]
  readonly menu: Menu | undefined
  readonly whole: boolean
  readonly hint: { readonly text: string; readonly seen: boolean }
  readonly tip: HTMLElement | undefined
  /** What tells of what is selected and of a step, once it is here. */
  readonly extras: Extras | undefined
  readonly playing: boolean
  readonly failure: Failure | undefined
  readonly acts: Acts
}

export interface Acts {
  readonly open: (menu: Menu) => void
  readonly walk: (procedure: string | undefined, index?: number) => void
  readonly play: () => void
  readonly select: (kind: Kind, id: string) => void
  readonly close: () => void
  readonly enter: (level: string | undefined) => void
  readonly save: (form: Form) => void
  readonly copy: () => void
  readonly forget: () => void
  readonly fullScreen: () => void
}

export function frame(frame: Frame): TemplateResult {
  const { reading, score, configuration, menu, hint, extras, failure, acts } = frame
  const { facts, drawing, selected, step } = reading
  const { data } = facts
  const old = before(facts, drawing.view)
  const matching = reading.matching(configuration, old)
  return html`
    ${toolbar(tools(frame, matching))}
    ${old || data.since ? marks(facts, drawing.picture.differences.values(), old) : nothing}
    ${drawing.level === undefined ? nothing : trail(facts, reading.title, drawing.levels.trail(drawing.level), acts.enter)}
    ${failure ? failed(data, failure, acts.forget) : nothing}
    ${menu && (menu !== "choices" || frame.options.length) ? shown(frame, menu, old) : nothing}
    <div class="stage ${score.chart ? "charted" : ""}">
      ${matching && outcome(data, matching) ? html`<p class="outcome" aria-hidden="true">${outcome(data, matching)}</p>` : nothing}
      <slot></slot><slot name="chart"></slot>
      <div class="over">
        <div class="hint ${hint.seen ? "seen" : ""}" aria-hidden="true">${hint.text && say(data, hint.text)}</div>
        ${(!score.chart && drawing.corner.element) || nothing}
      </div>
      ${frame.tip ?? nothing}
      ${selected && extras ? html`<div class="rail">${extras.panel(beside(frame), selected.kind, selected.id)}</div>` : nothing}
    </div>
    ${step && extras ? extras.player(facts, configuration, step, walking(frame)) : nothing}
    <p class="unseen" role="status">${status(reading, matching)}</p>
  `
}

function status(reading: Reading, matching: Matching | undefined): string {
  const { data } = reading.facts
  const { level, picture } = reading.drawing
  const all = picture.known.size
  const counts = matching ? say(data, "matching", { n: matching.here, all }) : say(data, "shown", { n: picture.flows.length, all })
  const found = [...(matching?.places ?? [])].slice(0, NAMED).map(place => reading.name(place))
  const places = found.length ? say(data, "found", { places: found.join(", ") }) : ""
  const told = [level === undefined ? "" : `${reading.name(level)}.`, counts, matching ? outcome(data, matching) : "", places]
  return told.filter(Boolean).join(" ")
}

/** What a filter came to, where numbers alone would leave readers wondering. */
function outcome(data: Data, { here, elsewhere, places }: Matching): string {
  if (elsewhere) return say(data, "elsewhere", { n: elsewhere })
  return here || places.size ? "" : say(data, "nothing")
}

function beside(frame: Frame): Panel {
  const { reading, configuration, acts } = frame
  const { drawing } = reading
  return {
    facts: reading.facts,
    configuration,
    before: before(reading.facts, drawing.view),
    at: place => drawing.picture.at(place),
    select: acts.select,
    close: acts.close,
    copy: acts.copy,
    along,
    inside: flow => inside(frame, flow),
    opener: place => (place !== drawing.level && reading.door(place) ? () => acts.enter(place) : undefined),
  }
}

function tools({ reading, score, options, menu, whole, acts }: Frame, matching: Matching | undefined): Tools {
  const { facts } = reading
  const { zoom, picture } = reading.drawing
  return {
    facts,
    options,
    procedures: reading.procedures,
    procedure: reading.step?.procedure.id,
    matches: matching && `${matching.here}/${picture.known.size}`,
    menu,
    whole,
    moves: !score.chart,
    open: acts.open,
    walk: acts.walk,
    zoom: factor => zoom.by(factor),
    fit: () => zoom.fit(),
    copy: acts.copy,
    fullScreen: acts.fullScreen,
  }
}

/** Opens what a flow runs inside of that is folded up, if anything. */
function inside({ reading, configuration, acts }: Frame, flow: string | undefined): unknown {
  const place = flow && reading.within(flow, configuration)
  const label = place && say(reading.facts.data, "openPlace", { name: reading.name(place) })
  return place && html`<button type="button" class="plain" @click=${() => acts.enter(place)}>${label}</button>`
}

function walking(frame: Frame): Walking {
  const { playing, acts, reading } = frame
  const { step } = reading
  return {
    playing,
    chart: store.state.chart,
    go: acts.walk,
    play: acts.play,
    select: flow => acts.select("flow", flow),
    draw: chart => store.set({ chart }),
    inside: inside(frame, step?.procedure.steps[step.index]?.uses),
  }
}

function shown({ reading, configuration, options, acts }: Frame, menu: Menu, old: Configuration | undefined): TemplateResult {
  const { facts, drawing } = reading
  if (menu === "choices") return choices(facts, options, configuration, old, "configured", drawing.view)
  if (menu === "forms") return forms(facts.data, acts.save)
  return filters(facts, new Filter(facts, configuration), drawing.picture.flows)
}
