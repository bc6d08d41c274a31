/* One stop of the Tab key for many things: from there on, arrow keys go from one to the next. */

/** How much further away something seems that lies beside the way. */
const ASIDE = 2.5
/** Pixels of height within which things stand in one row. */
const BAND = 48

/** What comes next among `items` from `here`, by where they stand in the window: to the left and right all of them in the order in which
 * they are read, upwards and downwards the nearest. */
export function next(here: Element, items: readonly Element[], key: string): Element | undefined {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
  if (step === undefined) return nearest(here, items, key === "ArrowDown" ? 1 : -1)
  const order = inOrder(items)
  return order[order.indexOf(here) + step]
}

/** That of `items` with which reading begins. */
export function foremost(items: readonly Element[]): Element | undefined {
  return inOrder(items)[0]
}

export function isArrow(key: string): boolean {
  return key.startsWith("Arrow")
}

function nearest(here: Element, items: readonly Element[], way: 1 | -1): Element | undefined {
  const from = middle(here)
  const far = items.flatMap(item => {
    const { x, y } = middle(item)
    const along = (y - from.y) * way
    return along > 1 ? { item, far: along + ASIDE * Math.abs(x - from.x) } : []
  })
  return far.sort((a, b) => a.far - b.far)[0]?.item
}

function inOrder(items: readonly Element[]): Element[] {
  const placed = items.map(item => ({ item, ...middle(item) }))
  const row = ({ y }: { readonly y: number }) => Math.round(y / BAND)
  return placed.sort((a, b) => row(a) - row(b) || a.x - b.x).map(({ item }) => item)
}

function middle(item: Element): { readonly x: number; readonly y: number } {
  const { left, top, width, height } = item.getBoundingClientRect()
  return { x: left + width / 2, y: top + height / 2 }
}

const INSIDE = "a[href], button"

/** Make one stop of all links of a table's body or of a list: left and right lead along them, up and down from row to row. */
export function rove(root: HTMLElement, signal: AbortSignal): void {
  const links = () => [...root.querySelectorAll<HTMLElement>(INSIDE)]
  const only = (chosen: HTMLElement | undefined) => {
    for (const link of links()) link.tabIndex = link === chosen ? 0 : -1
  }
  only(links()[0])
  root.addEventListener("focusin", event => event.target instanceof HTMLElement && event.target.matches(INSIDE) && only(event.target), { signal })
  root.addEventListener("keydown", event => {
    const here = event.target as HTMLElement
    if (!isArrow(event.key) || event.altKey || event.ctrlKey || event.metaKey || !here.matches(INSIDE)) return
    const found = event.key === "ArrowUp" || event.key === "ArrowDown" ? across(here, event.key === "ArrowDown") : along(links(), here, event.key === "ArrowRight")
    if (!found) return
    event.preventDefault()
    found.focus()
  }, { signal })
}

function along(links: readonly HTMLElement[], here: HTMLElement, onward: boolean): HTMLElement | undefined {
  const seen = links.filter(link => link.getClientRects().length)
  return seen[seen.indexOf(here) + (onward ? 1 : -1)]
}

/** The link at the same place of the next row that is seen and has one, or the last before it. */
function across(here: HTMLElement, down: boolean): HTMLElement | undefined {
  const row = here.closest("tr, li")
  const inside = (row: Element | null) => [...(row?.querySelectorAll<HTMLElement>(INSIDE) ?? [])].filter(link => link.getClientRects().length)
  const step = (from: Element) => (down ? from.nextElementSibling : from.previousElementSibling)
  const place = inside(row).indexOf(here)
  let other = row && step(row)
  while (other && !inside(other).length) other = step(other)
  const found = inside(other ?? null)
  return found[Math.min(place, found.length - 1)]
}
