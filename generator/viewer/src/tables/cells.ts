/* What a row says of other configurations than the one that is shown goes; a table as it is written tells of all. */
import type { Configuration } from "../facts/configuration.ts"
import type { Facts } from "../facts/facts.ts"

const written = new WeakMap<Element, string>()

/** Let the cells of a flow's row tell of `now` alone, and of what was `before`, struck through. Undefined lets them tell of all. */
export function showCells(row: HTMLElement, facts: Facts, id: string, now: Configuration | undefined, before: Configuration | undefined): void {
  const state = now && facts.state(id, now)
  const past = before && facts.state(id, before)
  const types = [...row.querySelectorAll<HTMLElement>(".gp-type")]
  for (const [index, type] of types.entries()) show(type, now, index === state?.index, index === past?.index)
  const rule = now && facts.rule(id, now)
  const old = before && facts.rule(id, before)
  for (const one of row.querySelectorAll<HTMLElement>("[data-rule]")) show(one, now, one.dataset["rule"] === rule, one.dataset["rule"] === old)
  for (const number of row.querySelectorAll<HTMLElement>("[data-needed]")) {
    const [flow = "", opening = ""] = number.dataset["needed"]?.split(" ") ?? []
    const at = number.closest(".gp-was") ? before : now
    number.hidden = at !== undefined && !facts.openings(flow, at).includes(opening)
  }
  const label = row.querySelector(".gp-class")
  if (!label) return
  if (!written.has(label)) written.set(label, label.textContent ?? "")
  const told = state ?? past
  label.textContent = (told && facts.flows.get(id)?.classes[told.exposure]) ?? written.get(label) ?? ""
}

function show(one: HTMLElement, now: unknown, holds: boolean, held: boolean): void {
  one.hidden = now !== undefined && !holds && !held
  one.classList.toggle("gp-was", held && !holds)
}
