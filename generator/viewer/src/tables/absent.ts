/* A number in a text or a list says where its connection does not exist with the choices that the page shows. */
import type { Configuration } from "../facts/configuration.ts"
import type { Facts } from "../facts/facts.ts"
import { say } from "../frame/parts.ts"

const NUMBERS = ":is(a.gp-badge, .gp-numbers > a):not([data-needed], .gp-key a)"
/** A number leads to the entry of its connection, or to where that is seen in a picture. */
const LEADS = /(?:#flow-|[?&]at=\w+\.flow\.)([^&#]+)/

/** What a number was written with. */
const names = new WeakMap<Element, string>()

/** Mark the numbers of what does not exist in a configuration; undefined stands for all, as a page is written. */
export function markAbsent(facts: Facts, configuration: Configuration | undefined): void {
  for (const number of document.querySelectorAll<HTMLAnchorElement>(NUMBERS)) {
    const flow = LEADS.exec(number.href)?.[1] ?? ""
    const absent = configuration !== undefined && facts.flows.has(flow) && !facts.state(flow, configuration)
    if (absent !== number.classList.contains("gp-void")) mark(number, facts, flow, absent)
  }
}

function mark(number: HTMLAnchorElement, facts: Facts, flow: string, absent: boolean): void {
  const said = say(facts.data, "absent")
  if (!names.has(number)) names.set(number, number.title)
  const name = names.get(number) || facts.flows.get(flow)?.name || ""
  number.classList.toggle("gp-void", absent)
  number.title = absent ? `${name}. ${said}` : names.get(number) ?? ""
  if (!number.title) number.removeAttribute("title")
  number.ariaLabel = absent ? `${number.textContent}, ${number.title}` : null
  const step = number.closest(".gp-steps .gp-small")
  if (!step) return
  step.classList.toggle("gp-void", absent)
  step.querySelector("em")?.remove()
  if (absent) step.append(Object.assign(document.createElement("em"), { textContent: ` ${said}` }))
}
