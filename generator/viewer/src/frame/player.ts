/* A procedure, step by step, below the drawing. */
import { html, nothing, type TemplateResult } from "lit-html"
import { unsafeHTML } from "lit-html/directives/unsafe-html.js"
import type { Configuration } from "../facts/configuration.ts"
import type { Procedure } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { icon, iconButton, say } from "./parts.ts"

export interface Walking {
  readonly playing: boolean
  /** Whether the procedure is seen as a sequence chart. */
  readonly chart: boolean
  /** Go to a step of a procedure, or leave it. */
  readonly go: (procedure: string | undefined, index?: number) => void
  readonly play: () => void
  readonly select: (flow: string) => void
  readonly draw: (chart: boolean) => void
  /** Opens what the connection of the step runs inside of, where that is folded up. */
  readonly inside: unknown
}

export function player(
  facts: Facts,
  configuration: Configuration,
  { procedure, index }: { readonly procedure: Procedure; readonly index: number },
  { playing, chart, go, play, select, draw, inside }: Walking,
): TemplateResult {
  const { data } = facts
  const { name, uses } = procedure.steps[index] ?? { name: "" }
  const text = facts.texts?.steps[procedure.id]?.[index]?.text
  const last = procedure.steps.length - 1
  const flow = uses ? facts.flows.get(uses) : undefined
  const absent = flow && !facts.state(flow.id, configuration)
  return html`<section class="player" aria-label=${procedure.name}>
    <div class="controls">
      ${iconButton("back", say(data, "back"), () => go(procedure.id, index - 1), index === 0)}
      ${iconButton(playing ? "pause" : "play", say(data, playing ? "pause" : "play"), play)}
      ${iconButton("next", say(data, "next"), () => go(procedure.id, index + 1), index === last)}
    </div>
    <div class="told" role="status">
      <p class="quiet">${procedure.name} · ${say(data, "step", { n: index + 1, all: last + 1 })}</p>
      <p>
        <strong>${name}</strong>
        ${flow
          ? html`<button type="button" class="number" aria-label="${flow.number} ${flow.name}" @click=${() => select(flow.id)}>${flow.number}</button>`
          : nothing}
        ${absent ? html`<em>${say(data, "absent")}</em>` : nothing} ${chart ? nothing : inside}
      </p>
      ${text ? html`<div class="text">${unsafeHTML(text)}</div>` : nothing}
    </div>
    <div class="controls">
      ${procedure.chart
        ? html`<button type="button" class="tool labelled" aria-pressed=${chart} title=${say(data, "chart")} @click=${() => draw(!chart)}>
            ${icon("chart")}<span>${say(data, "chart")}</span>
          </button>`
        : nothing}
      ${iconButton("close", say(data, "close"), () => go(undefined))}
    </div>
  </section>`
}
