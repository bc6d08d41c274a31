/* What opens below the toolbar: the choices of a deployment, the filters, the forms of a download. */
import { html, nothing, type TemplateResult } from "lit-html"
import { allowed, changes, type Configuration } from "../facts/configuration.ts"
import type { Choice, Data, Option } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { byName, having } from "../facts/names.ts"
import { FACETS, type Facet, type Filter } from "../facts/filters.ts"
import type { Form } from "../extras/extras.ts"
import { icon, say } from "./parts.ts"
import { store } from "../state/store.ts"

/** The choices of a deployment. `told` names what says that they are chosen, where nothing else on the page does; a `view` may start with
 * choices of its own. */
export function choices(
  facts: Facts,
  options: readonly Option[],
  configuration: Configuration,
  before?: Configuration,
  told?: string,
  view = "",
): TemplateResult {
  const { data } = facts
  const { chosen } = store.state
  const compare = (event: Event) => store.set({ before: (event.target as HTMLInputElement).checked ? byName() : undefined })
  const swap = () => store.set({ chosen: store.state.before ?? byName(), before: chosen })
  const changed = Object.keys(chosen).length > 0
  return html`<div class="menu" id="choices">
    ${options.map(
      /* That a choice cannot be made, and why, stands below, where no pointer is needed to read it. */
      option => html`<fieldset>
        <legend>${option.name}</legend>
        ${before ? html`<div class="side">${say(data, "before")} ${radios(facts, view, option, before, "before")}</div>` : nothing}
        <div class="side">${before ? say(data, "now") : nothing} ${radios(facts, view, option, configuration, "chosen")}</div>
        ${option.choices.map(choice =>
          [configuration, before ?? configuration].every(chosen => open(data.options, chosen, option, choice))
            ? nothing
            : html`<p class="quiet">${choice.name}: ${say(data, "forbidden")}</p>`,
        )}
      </fieldset>`,
    )}
    <div class="end">
      <label class="check">
        <input type="checkbox" .checked=${before !== undefined} @change=${compare} />
        <span>${say(data, "compare")}</span>
      </label>
      ${before ? html`<button type="button" class="plain" @click=${swap}>${icon("swap")} ${say(data, "swap")}</button>` : nothing}
      ${told && (changed || before)
        ? html`<button type="button" class="plain" @click=${() => store.set({ chosen: byName(), before: undefined })}>${say(data, "reset")}</button>`
        : nothing}
      ${told ? html`<span class="quiet">${say(data, changed ? told : data.views[view]?.start ? "started" : "defaults")}</span>` : nothing}
    </div>
  </div>`
}

/** Whether a choice can be made beside the others. */
function open(options: readonly Option[], configuration: Configuration, option: Option, { id }: Choice): boolean {
  return id === configuration[option.id] || allowed(options, having(configuration, option.id, id))
}

/** The choices of an option, in the configuration that is shown or in the one before. */
function radios(facts: Facts, view: string, option: Option, configuration: Configuration, side: "chosen" | "before"): TemplateResult {
  const { options, views } = facts.data
  const choose = (choice: string) => {
    const wanted = having(configuration, option.id, choice)
    const started = Object.keys(views[view]?.start ?? {}).map(id => [id, wanted[id] ?? ""] as const)
    store.set({ [side]: byName([...Object.entries(changes(options, wanted)), ...started]) })
  }
  return html`<div class="choices" role="radiogroup" aria-label="${option.name}${side === "before" ? `, ${say(facts.data, "before")}` : ""}">
    ${option.choices.map(
      choice => html`<label class="choice">
        <input
          type="radio"
          name="${side} ${option.id}"
          value=${choice.id}
          .checked=${configuration[option.id] === choice.id}
          ?disabled=${!open(options, configuration, option, choice)}
          @change=${() => choose(choice.id)}
        />
        <span>${choice.name}${choice.id === option.default ? html` <small>(${say(facts.data, "default")})</small>` : nothing}</span>
      </label>`,
    )}
  </div>`
}

/** In which form the diagram can be had. */
export function forms(data: Data, save: (form: Form) => void): TemplateResult {
  return html`<div class="menu end" id="forms">
    <span class="quiet">${say(data, "seen")}</span>
    ${(["svg", "png"] as const).map(form => html`<button type="button" class="plain" @click=${() => save(form)}>${icon("save")} ${form.toUpperCase()}</button>`)}
  </div>`
}

export function filters(facts: Facts, filter: Filter, flows: readonly string[]): TemplateResult {
  const { data } = facts
  const { filters, find } = store.state
  const toggle = (facet: Facet, value: string) => {
    const before = filters[facet] ?? []
    const after = before.includes(value) ? before.filter(other => other !== value) : [...before, value]
    store.set({ filters: { ...filters, [facet]: after } })
  }
  const facet = (facet: Facet) => {
    const counts = filter.counts(facet, flows, filters, find)
    return counts.length
      ? html`<fieldset>
          <legend>${say(data, facet)}</legend>
          ${counts.map(
            ({ value, name, count, chosen }) => html`<label class="check">
              <input type="checkbox" .checked=${chosen} @change=${() => toggle(facet, value)} />
              <span>${name}</span><span class="count">${count}</span>
            </label>`,
          )}
        </fieldset>`
      : nothing
  }
  const filtered = FACETS.some(facet => filters[facet]?.length) || find !== ""
  return html`<div class="menu facets" id="filters">
    ${FACETS.map(facet)}
    ${filtered
      ? html`<div class="end">
          <button type="button" class="plain" @click=${() => store.set({ filters: {}, find: "" })}>${say(data, "reset")}</button>
        </div>`
      : nothing}
  </div>`
}
