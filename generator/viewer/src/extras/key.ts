/* The key of a picture, written anew for what the picture shows now. */
import type { Direction, Exposure, Flow } from "../facts/data.ts"

/** The flows with a number that share direction and exposure. */
export interface Group {
  readonly direction: Direction
  readonly exposure: Exposure
  readonly title: string
  readonly flows: readonly Flow[]
}

export function fill(key: HTMLElement, groups: readonly Group[], others: readonly Flow[], title: string): void {
  const here = groups.map(({ direction, exposure, title, flows }) => group(title, `gp-class--${direction}`, `${direction} gp-badge--${exposure}`, flows))
  const rest = others.length ? [group(title, "", "other", others)] : []
  for (const other of rest) other.classList.add("gp-key__group--other")
  key.replaceChildren(...here, ...rest, ...key.querySelectorAll(":scope > .gp-key__missing"))
}

function group(title: string, inked: string, looks: string, flows: readonly Flow[]): HTMLElement {
  const group = made("div", "gp-key__group")
  const list = made("ul", "")
  list.append(...flows.map(flow => entry(flow, looks)))
  group.append(made("p", `gp-key__title ${inked}`, title), list)
  return group
}

function entry(flow: Flow, looks: string): HTMLElement {
  const item = made("li", "")
  item.dataset["flow"] = flow.id
  const link = Object.assign(document.createElement("a"), { href: flow.href })
  link.dataset["show"] = `flow.${flow.id}`
  link.append(made("span", `gp-badge gp-badge--${looks}`, String(flow.number)), ` ${flow.name}`)
  item.append(link)
  return item
}

function made(tag: string, className: string, textContent = ""): HTMLElement {
  return Object.assign(document.createElement(tag), { className, textContent })
}
