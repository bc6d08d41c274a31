import assert from "node:assert/strict"
import { test } from "node:test"
import { opened, shop } from "./dom.ts"
import { Facts } from "../src/facts/facts.ts"
import { Picture } from "../src/picture/picture.ts"
import { DEFAULT, REPORTING, SHOP } from "./shop.ts"

const { Caption } = await import("../src/diagram/caption.ts")
const { store } = await import("../src/state/store.ts")

const entry = (sign: string, here: boolean) =>
  `<li data-sign="${sign}"><span${here ? "" : " hidden"}>${sign}</span><span${here ? " hidden" : ""}>${sign} elsewhere</span></li>`

/** A figure, with an offer where it is empty by default, and the diagram in it. */
function figure(empty = false): { readonly figure: HTMLElement; readonly diagram: HTMLElement } {
  const found = document.createElement("figure")
  const offer = empty ? '<p class="gp-empty">Nothing. <button data-with="reports.on_entrance.peered" hidden>Show</button></p>' : ""
  found.innerHTML = `<div class="diagram"></div>${offer}<ul class="gp-legend">${entry("inbound", true)}${entry("overlay", false)}${entry("carrier", false)}</ul>`
  return { figure: found, diagram: found.querySelector<HTMLElement>(".diagram")! }
}

/** The texts of the legend that are seen. */
function legend(of: HTMLElement): string[] {
  const entries = [...of.querySelectorAll<HTMLElement>("li")].filter(entry => !entry.hidden)
  return entries.flatMap(entry => [...entry.querySelectorAll("span")].filter(span => !span.hidden).map(span => span.textContent ?? ""))
}

function pictured(svg: SVGSVGElement, configuration: Readonly<Record<string, string>>, data = SHOP): Picture {
  const picture = new Picture(svg, new Facts(data), "all")
  picture.show(configuration)
  return picture
}

test("the legend says what comes with other choices only, and of nothing that is shown", () => {
  const { figure: found, diagram } = figure()
  const caption = new Caption(diagram, new AbortController().signal)
  caption.tell(pictured(shop(), DEFAULT), undefined)
  assert.deepEqual(legend(found), ["inbound", "overlay elsewhere", "carrier elsewhere"])
  caption.tell(pictured(shop(), REPORTING), undefined)
  assert.deepEqual(legend(found), ["inbound", "overlay", "carrier"])
})

test("the legend of a level speaks of what it shows alone", () => {
  const { figure: found, diagram } = figure()
  new Caption(diagram, new AbortController().signal).tell(pictured(opened(), REPORTING), "agent")
  assert.deepEqual(legend(found), [])
})

test("a view that is empty by default offers choices, and becomes a picture with them", () => {
  const { figure: found, diagram } = figure(true)
  const caption = new Caption(diagram, new AbortController().signal)
  const button = found.querySelector<HTMLElement>("[data-with]")!
  assert.equal(button.hidden, false)
  const data = { ...SHOP, flows: SHOP.flows.filter(({ id }) => id !== "order") }
  caption.tell(pictured(shop(), DEFAULT, data), undefined)
  assert.equal(found.hasAttribute("data-empty"), true)
  button.dispatchEvent(new (document.defaultView as unknown as { Event: typeof Event }).Event("click"))
  assert.deepEqual(store.state.chosen, REPORTING)
  caption.tell(pictured(shop(), REPORTING, data), undefined)
  assert.equal(found.hasAttribute("data-empty"), false)
})
