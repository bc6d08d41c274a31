/* All facts of one element, beside the drawing. */
import { html, nothing, type TemplateResult } from "lit-html"
import { unsafeHTML } from "lit-html/directives/unsafe-html.js"
import type { Kind } from "../state/address.ts"
import { difference as compared } from "../facts/compare.ts"
import { holds, type Configuration } from "../facts/configuration.ts"
import type { Flow, Place } from "../facts/data.ts"
import type { Facts, State } from "../facts/facts.ts"
import { fact, icon, iconButton, say } from "./parts.ts"

export interface Panel {
  readonly facts: Facts
  readonly configuration: Configuration
  /** The configuration that it is compared with. */
  readonly before: Configuration | undefined
  /** Of the flows that the diagram shows, those that touch a place. */
  readonly at: (place: string) => readonly string[]
  readonly select: (kind: Kind, id: string) => void
  readonly close: () => void
  readonly copy: () => void
  /** The address of an entry, where it shows what is shown here. */
  readonly along: (href: string) => string
  /** Opens what a flow runs inside of, where that is folded up. */
  readonly inside: (flow: string) => unknown
  /** Opens a place in the diagram, where that can be done. */
  readonly opener: (place: string) => (() => void) | undefined
}

export function panel(panel: Panel, kind: Kind, id: string): TemplateResult | typeof nothing {
  const { facts, close } = panel
  if (kind === "claim") return claim(panel, id)
  const entry = kind === "flow" ? facts.flow(id, panel.configuration) : facts.place(id, panel.configuration)
  if (!entry) return nothing
  const number = "number" in entry ? html`<span class="number">${entry.number}</span> ` : nothing
  const open = kind === "place" ? panel.opener(id) : undefined
  const opening = "component" in entry && entry.component ? "around" : "open"
  const text = facts.texts?.[kind === "flow" ? "flows" : "places"][id]?.text
  const difference = kind === "flow" && (panel.before ? compared(facts, id, panel.before, panel.configuration) : facts.data.since?.flows[id])
  return html`<section class="panel" aria-labelledby="subject">
    <header>
      <h2 id="subject" tabindex="-1">${number}${entry.name}</h2>
      ${iconButton("close", say(facts.data, "close"), close)}
    </header>
    ${entry.status || difference ? html`<p>${chip(entry.status)} ${chip(difference && say(facts.data, difference))}</p>` : nothing}
    ${open ? html`<p><button type="button" class="plain" @click=${open}>${icon("open")} ${say(facts.data, opening)}</button></p>` : nothing}
    ${unsafeHTML(facts.data.since?.told?.[id])}
    ${kind === "flow" ? panel.inside(id) : nothing}
    <dl>${kind === "flow" ? flowFacts(panel, entry as Flow) : placeFacts(panel, id, entry as Place)}</dl>
    ${text ? html`<div class="text">${unsafeHTML(text)}</div>` : nothing}
    ${leave(panel, entry.href)}
  </section>`
}

/** A promise, with all connections that it was judged over. */
function claim(panel: Panel, id: string): TemplateResult | typeof nothing {
  const { facts, close } = panel
  const { data } = facts
  const claim = data.claims[id]
  if (!claim) return nothing
  const flows = facts.judged(id).flatMap(flow => facts.flows.get(flow) ?? [])
  return html`<section class="panel" aria-labelledby="subject">
    <header>
      <h2 id="subject" tabindex="-1">${unsafeHTML(facts.texts?.claims[id])}</h2>
      ${iconButton("close", say(data, "close"), close)}
    </header>
    <p><span class="chip ${claim.refuted ? "public" : "private"}">${say(data, claim.refuted ? "refuted" : "proven")}</span></p>
    <dl>${fact(say(data, "connections"), flows.map(flow => connection(panel, flow)))}</dl>
    ${leave(panel, claim.href)}
  </section>`
}

/** The ways on from a panel: to the entry, and a link to what is seen. */
function leave({ facts: { data }, copy, along }: Panel, href: string): TemplateResult {
  return html`<p class="leave">
    <a class="entry" href=${along(href)}>${say(data, "entry")}</a>
    <button type="button" class="plain" @click=${copy}>${icon("link")} ${say(data, "copy")}</button>
  </p>`
}

function connection(panel: Panel, flow: Flow): TemplateResult {
  const { facts, configuration } = panel
  const absent = facts.state(flow.id, configuration) ? nothing : html`<div class="quiet">${say(facts.data, "absent")}</div>`
  return html`<div class="connection">${number(panel, flow)}<div>${reference(panel, "flow", flow.id, flow.name)}${absent}</div></div>`
}

function flowFacts(panel: Panel, flow: Flow): TemplateResult {
  const { facts, configuration, before } = panel
  const { data } = facts
  const state = facts.state(flow.id, configuration)
  const place = (id: string) => reference(panel, "place", id, data.places[id]?.name)
  const classes = (ids: readonly string[] = []) => list(ids.map(id => link(panel, data.data[id])))
  const others = flow.channel.filter(([, guard]) => !holds(guard, configuration)).map(([id]) => data.channels[id])
  const told = (key: string) => say(data, key)
  const exposed = (state: State) => html`<span class="chip ${state.exposure}">${data.labels.exposure[state.exposure]}</span>`
  const openings = (where: Configuration) => facts.openings(flow.id, where).flatMap(id => facts.flows.get(id) ?? [])
  const needed = (where: Configuration) => (openings(where).length ? openings(where).map(flow => number(panel, flow)) : told("noOpening"))
  const old = before && facts.state(flow.id, before)
  /* What is said of both configurations, where it differs. */
  const both = (is: (state: State) => unknown, shown = is) =>
    state && (!old || is(old) === is(state)) ? shown(state) : old && versus(panel, shown(old), state && shown(state))
  const opens = (where: Configuration) => facts.openings(flow.id, where).sort().join(" ")
  return html`
    ${state ? nothing : html`<p class="warning">${told("absent")}</p>`}
    ${fact(told("direction"), html`<span class="chip ${flow.direction}">${data.labels.direction[flow.direction]}</span>`)}
    ${fact(told("exposure"), both(({ exposure }) => exposure, exposed))}
    ${fact(told("from"), place(flow.from))} ${fact(told("through"), list((flow.through ?? []).map(place)))} ${fact(told("to"), place(flow.to))}
    ${fact(told("channel"), both(({ channel }) => channel.name))}
    ${fact(told("encryption"), both(({ channel }) => channel.encryption))}
    ${fact(told("ports"), flow.ports)} ${fact(told("protocol"), flow.protocol)}
    ${fact(told("purpose"), flow.purpose && link(panel, data.purposes[flow.purpose]))}
    ${fact(told("sends"), classes(flow.sends))} ${fact(told("returns"), classes(flow.returns))}
    ${fact(told("enters"), classes(flow.enters))} ${fact(told("leaves"), classes(flow.leaves))}
    ${fact(told("controls"), list([...new Set([...(state?.channel.controls ?? []), ...(flow.controls ?? [])])]))}
    ${fact(told("crosses"), list((flow.crosses ?? []).map(place)))}
    ${state && flow.crosses?.includes(data.viewpoint)
      ? fact(
          told("openings"),
          before && old && opens(before) !== opens(configuration)
            ? versus(panel, needed(before), needed(configuration))
            : needed(configuration),
        )
      : nothing}
    ${fact(told("onlyWith"), flow.when && unsafeHTML(flow.when))}
    ${fact(
      told("otherwise"),
      others.flatMap(channel =>
        channel ? html`<div>${channel.name} <span class="chip ${channel.exposure}">${data.labels.exposure[channel.exposure]}</span></div>` : [],
      ),
    )}
    ${fact(
      told("evidence"),
      (flow.claims ?? []).flatMap(id => {
        const [claim, statement] = [data.claims[id], facts.texts?.claims[id]]
        const verdict = claim?.refuted ? html` <strong>${told("refuted")}</strong>` : nothing
        return claim && statement ? html`<div class="claim"><a href=${panel.along(claim.href)}>${unsafeHTML(statement)}</a>${verdict}</div>` : []
      }),
    )}
  `
}

function placeFacts(panel: Panel, id: string, place: Place): TemplateResult {
  const { facts, configuration } = panel
  const { data } = facts
  const told = (key: string) => say(data, key)
  const classes = (ids: readonly string[] = []) => list(ids.map(id => link(panel, data.data[id])))
  const around = facts.around(id, configuration).slice(1).reverse()
  const inside = Object.keys(data.places).filter(other => facts.place(other, configuration)?.in === id)
  const flows = panel.at(id).flatMap(flow => facts.flows.get(flow) ?? [])
  return html`
    ${fact(told("kind"), place.kind)} ${fact(told("owner"), place.owner && data.parties[place.owner])}
    ${fact(told("place"), list(around.map(other => reference(panel, "place", other, data.places[other]?.name))))}
    ${fact(told("keeps"), classes(place.stores))} ${fact(told("produces"), classes(place.produces))}
    ${fact(told("inside"), list(inside.map(other => reference(panel, "place", other, data.places[other]?.name))))}
    ${fact(
      told("connections"),
      flows.map(flow => connection(panel, flow)),
    )}
  `
}

function versus({ facts: { data } }: Panel, old: unknown, now: unknown): TemplateResult {
  const line = (key: "before" | "now", value: unknown) => html`<div class=${key === "before" ? "was" : ""}><span class="when">${say(data, key)}</span> ${value}</div>`
  return html`${line("before", old)} ${line("now", now ?? say(data, "gone"))}`
}

function chip(text: string | false | undefined): TemplateResult | typeof nothing {
  return text ? html`<span class="chip">${text}</span>` : nothing
}

function number({ select }: Panel, flow: Flow): TemplateResult {
  return html`<button type="button" class="number" aria-label="${flow.number} ${flow.name}" @click=${() => select("flow", flow.id)}>
    ${flow.number}
  </button>`
}

function reference({ select }: Panel, kind: Kind, id: string, name = id): TemplateResult {
  return html`<button type="button" class="reference" @click=${() => select(kind, id)}>${name}</button>`
}

function link({ along }: Panel, named: { readonly name: string; readonly href: string } | undefined): TemplateResult | undefined {
  return named && html`<a href=${along(named.href)}>${named.name}</a>`
}

function list(items: readonly unknown[]): unknown {
  const said = items.filter(item => item !== undefined)
  return said.length > 1 ? html`<ul>${said.map(item => html`<li>${item}</li>`)}</ul>` : said
}
