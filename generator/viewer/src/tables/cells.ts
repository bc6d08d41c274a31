/* What a row says of other configurations than the one that is shown goes; a table as it is written tells of all. */
import { holds, type Configuration } from "../facts/configuration.ts"
import type { Guard } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { parsed } from "../facts/names.ts"

const written = new WeakMap<Element, string>()

/** What stands in a group of numbers, as it is written. */
const grouped = new WeakMap<Element, readonly HTMLElement[]>()

/** The tables that show one configuration from the beginning: rules stand below the choices that they are for. */
export const RULES = ".gp-table--allow-list"

/** Let what is by choice in a table or a list of facts tell of a configuration alone, and of what was `before`; of all until one is `chosen`. */
export function showCases(configuration: Configuration, chosen: boolean, before: Configuration | undefined): void {
  for (const one of document.querySelectorAll<HTMLElement>("[data-when]:not(tr)")) {
    const now = chosen || one.closest(RULES) ? configuration : undefined
    const guard = parsed<Guard>(one.dataset["when"] ?? "null")
    show(one, now, now !== undefined && holds(guard, now), before !== undefined && holds(guard, before))
    if (one.dataset["ends"] !== undefined) bare(one, one.dataset["ends"].split(" ").map(Number), now !== undefined)
    one.closest(".gp-table, .gp-facts")?.classList.toggle("gp-set", now !== undefined)
  }
}

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
  for (const group of row.querySelectorAll(".gp-group:first-child")) if (group.parentElement) sort(group.parentElement, now !== undefined)
  const told = state ?? past
  const flow = told && facts.flow(id, told.at)
  tell(row.querySelector(".gp-class"), told && flow?.classes[told.exposure])
  for (const label of row.querySelectorAll(".gp-direction")) tell(label, flow && facts.data.labels.direction[flow.direction])
}

/** Let numbers follow each other where groups of them for several choices become one list, or stand in their groups again. */
function sort(list: HTMLElement, alone: boolean): void {
  const groups = [...list.querySelectorAll<HTMLElement>(":scope > .gp-group")]
  for (const group of groups) {
    if (!grouped.has(group)) grouped.set(group, [...group.querySelectorAll<HTMLElement>("[data-needed]")])
    group.append(...(grouped.get(group) ?? []))
  }
  const seen = alone ? groups.flatMap(group => grouped.get(group) ?? []).filter(({ hidden }) => !hidden) : []
  const [first, ...others] = groups.filter(group => seen.some(number => group.contains(number)))
  if (others.length) first?.append(...seen.sort((a, b) => Number(a.textContent) - Number(b.textContent)))
}

/** Leave away with which choices a value is so, which are some letters before and after it, or say it again. */
function bare(one: HTMLElement, [before = 0, after = 0]: readonly number[], alone: boolean): void {
  if (!written.has(one)) written.set(one, one.innerHTML)
  one.innerHTML = written.get(one) ?? ""
  if (!alone) return
  const texts: Text[] = []
  for (const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT); walker.nextNode(); ) texts.push(walker.currentNode as Text)
  texts[0]?.deleteData(0, before)
  const last = texts.at(-1)
  last?.deleteData(last.length - after, after)
}

/** Say something in the place of what was written. */
function tell(label: Element | null, text: string | undefined): void {
  if (!label) return
  if (!written.has(label)) written.set(label, label.textContent ?? "")
  label.textContent = text ?? written.get(label) ?? ""
}

function show(one: HTMLElement, now: unknown, holds: boolean, held: boolean): void {
  one.hidden = now !== undefined && !holds && !held
  one.classList.toggle("gp-was", held && !holds)
}
