/* What a page says of the configuration that it shows, to whoever reads it, or holds it in print. */
import { changes, type Configuration } from "../facts/configuration.ts"
import type { Facts } from "../facts/facts.ts"
import { say } from "../frame/parts.ts"
import { store } from "../state/store.ts"

/** Say below the heading of the page which configuration it shows, unless every choice is at its default. */
export function showNotice(facts: Facts, now: Configuration, before: Configuration | undefined): void {
  const found = document.querySelector(".gp-configured")
  if (!before && !Object.keys(changes(facts.data.options, now)).length) return found?.remove()
  const place = found ?? document.createElement("p")
  place.className = "gp-shown gp-configured"
  const told = [say(facts.data, "configuration", { choices: choices(facts, now) })]
  if (before) told.push(say(facts.data, "compared", { choices: choices(facts, before) }))
  place.replaceChildren(...told.map(text => Object.assign(document.createElement("span"), { textContent: text })), reset(facts))
  if (!found) document.querySelector("h1")?.after(place)
}

/** The choices that are not the defaults, each with its option. */
function choices({ data }: Facts, configuration: Configuration): string {
  const changed = changes(data.options, configuration)
  const named = data.options.flatMap(({ id, name, choices }) =>
    choices.filter(choice => choice.id === changed[id]).map(choice => say(data, "choice", { option: name, choices: choice.name })),
  )
  return named.length ? named.reduce((things, thing) => say(data, "and", { things, thing })) : say(data, "usual")
}

export function reset({ data }: Facts): HTMLButtonElement {
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: say(data, "reset") })
  button.addEventListener("click", () => store.reset())
  return button
}
