/* The key of a picture, written anew for what the picture shows now. */
import type { Direction, Exposure, Flow } from "../facts/data.ts"

/** The flows with a number that share direction and exposure. */
export interface Group {
  readonly direction: Direction
  readonly exposure: Exposure
  readonly title: string
  readonly flows: readonly Flow[]
}

export function fill(key: HTMLElement, groups: readonly Group[]): void {
  key.replaceChildren(
    ...groups.map(({ direction, exposure, title, flows }) => {
      const group = made("div", "gp-key__group")
      const list = made("ul", "")
      list.append(...flows.map(flow => entry(flow, direction, exposure)))
      group.append(made("p", `gp-key__title gp-class--${direction}`, title), list)
      return group
    }),
  )
}

function entry(flow: Flow, direction: Direction, exposure: Exposure): HTMLElement {
  const item = made("li", "")
  item.dataset["flow"] = flow.id
  const link = Object.assign(document.createElement("a"), { href: flow.href })
  link.dataset["show"] = `flow.${flow.id}`
  link.append(made("span", `gp-badge gp-badge--${direction} gp-badge--${exposure}`, String(flow.number)), ` ${flow.name}`)
  item.append(link)
  return item
}

function made(tag: string, className: string, textContent = ""): HTMLElement {
  return Object.assign(document.createElement(tag), { className, textContent })
}
