/* What opens below the toolbar: the choices of a deployment, and the filters. */
import { html, nothing, type TemplateResult } from "lit-html"
import { allowed, changes, type Configuration } from "./configuration.ts"
import type { Option } from "./data.ts"
import type { Facts } from "./facts.ts"
import { FACETS, type Facet, type Filter } from "./filters.ts"
import { say } from "./parts.ts"
import { store } from "./store.ts"

export function choices(facts: Facts, options: readonly Option[], configuration: Configuration): TemplateResult {
  const { data } = facts
  const changed = Object.keys(store.state.chosen).length > 0
  const choose = (option: string, choice: string) => {
    store.set({ chosen: changes(data.options, { ...configuration, [option]: choice }) })
  }
  return html`<div class="menu" id="choices">
    ${options.map(
      option => html`<fieldset>
        <legend>${option.name}</legend>
        <div class="choices">
          ${option.choices.map(choice => {
            const chosen = configuration[option.id] === choice.id
            const open = chosen || allowed(data.options, { ...configuration, [option.id]: choice.id })
            return html`<label class="choice" title=${open ? nothing : say(data, "forbidden")}>
              <input
                type="radio"
                name=${option.id}
                value=${choice.id}
                .checked=${chosen}
                ?disabled=${!open}
                @change=${() => choose(option.id, choice.id)}
              />
              <span>${choice.name}${choice.id === option.default ? html` <small>(${say(data, "default")})</small>` : nothing}</span>
            </label>`
          })}
        </div>
      </fieldset>`,
    )}
    <div class="end">
      ${changed
        ? html`<label class="check">
              <input
                type="checkbox"
                .checked=${store.state.compare}
                @change=${(event: Event) => store.set({ compare: (event.target as HTMLInputElement).checked })}
              />
              <span>${say(data, "compare")}</span>
            </label>
            <button type="button" class="plain" @click=${() => store.set({ chosen: {}, compare: false })}>${say(data, "reset")}</button>`
        : nothing}
      <span class="quiet">${say(data, changed ? "configured" : "defaults")}</span>
    </div>
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
