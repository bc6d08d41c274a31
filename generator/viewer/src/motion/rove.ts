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

const INSIDE = "a:any-link,button:enabled,summary"
/** What holds the links that stand in one row. */
const ROW = "tr,li,section,article,.gp-term"

type Link = HTMLElement | SVGAElement

/** Make one stop of all links below `root`: left and right lead along them, up and down from row to row. Returns what chooses another stop
 * where the present one is not seen any more. */
export function rove(root: Element): () => void {
  const links = () => [...root.querySelectorAll<Link>(INSIDE)]
  const only = (chosen: Element | undefined) => {
    stop = chosen
    for (const link of links()) link.tabIndex = link === chosen ? 0 : -1
  }
  let stop: Element | undefined
  const renew = () => only(stop && isSeen(stop) ? stop : links().find(isSeen))
  renew()
  root.addEventListener("focusin", ({ target }) => {
    if ((target as Element).matches(INSIDE)) only(target as Element)
  })
  root.addEventListener("keydown", event => {
    const { key, altKey, ctrlKey, metaKey, target } = event as KeyboardEvent
    const here = target as Link
    if (!isArrow(key) || altKey || ctrlKey || metaKey || !here.matches(INSIDE)) return
    const found = /Up|Down/.test(key) ? across(here, key === "ArrowDown") : along(links(), here, key === "ArrowRight")
    if (!found) return
    event.preventDefault()
    found.focus()
  })
  return renew
}

function isSeen(link: Element): boolean {
  return link.checkVisibility()
}

function along(links: readonly Link[], here: Link, onward: boolean): Link | undefined {
  const seen = links.filter(isSeen)
  return seen[seen.indexOf(here) + (onward ? 1 : -1)]
}

/** The link at the same place of the next row that is seen and has one, or the last before it. */
function across(here: Link, down: boolean): Link | undefined {
  const inside = (row: Element) => [...row.querySelectorAll<Link>(INSIDE)].filter(isSeen)
  let row = here.closest(ROW)
  const place = row ? inside(row).indexOf(here) : 0
  while ((row = row && row[down ? "nextElementSibling" : "previousElementSibling"])) {
    const found = inside(row)
    if (found.length) return found[Math.min(place, found.length - 1)]
  }
  return undefined
}
