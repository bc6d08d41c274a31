/* Sorts tables, and keeps the stops of the Tab key few.
 *
 * A table is sorted by the column whose heading is pressed: upwards, downwards, then as it was. Without this script, tables stay as they are. */
"use strict";

customElements.define("groundplan-sort", class extends HTMLElement {
  connectedCallback() {
    for (const table of this.parentElement?.querySelectorAll("table:not(:has(.gp-sort))") ?? []) this.#offer(table)
  }

  #offer(table) {
    /* A choice hides some of what there is. */
    const seen = cell => (cell.isConnected ? cell.innerText : [...cell.childNodes].map(unhidden).join(""))
    const unhidden = node => (node.hidden ? "" : node.childNodes.length ? [...node.childNodes].map(unhidden).join("") : node.textContent)


    const body = table.tBodies[0]
    const asWritten = [...body.rows]
    const long = table.nextElementSibling?.matches("groundplan-rows") ? table.nextElementSibling : undefined // it may hold more rows
    const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true })
    const headings = [...table.tHead.rows[0].cells]

    const sort = (heading, column, order) => {
      for (const other of headings) other.removeAttribute("aria-sort")
      if (order) heading.setAttribute("aria-sort", order)
      const way = order === "descending" ? -1 : 1
      const sorted = rows => {
        const texts = new Map(rows.map(row => [row, seen(row.cells[column]).trim()]))
        return [...rows].sort((a, b) => way * collator.compare(texts.get(a), texts.get(b)))
      }
      if (order) long?.dress?.()
      if (long?.sort) long.sort(order ? sorted(long.held) : undefined)
      else body.append(...(order ? sorted(asWritten) : asWritten))
    }

    for (const [column, heading] of headings.entries()) {
      if (heading.hasAttribute("data-unsorted")) continue
      const button = document.createElement("button")
      button.type = "button"
      button.className = "gp-sort"
      button.append(...heading.childNodes)
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: "" }
        sort(heading, column, next[heading.getAttribute("aria-sort")] ?? "ascending")
      })
      heading.append(button)
    }
  }
})

/* Where a long list comes on several pages, an address of one of its entries leads on to the page that has it. */
;(() => {
  const lead = () => {
    const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null
    const link = named?.closest(".gp-volumes") && (named.matches("a") ? named : named.querySelector("a"))
    if (link) location.replace(link.href)
  }
  lead()
  addEventListener("hashchange", lead)
})()

/* Many links of one kind are one stop, where a page says so. As rows come and go, another link becomes it, and what is folded up opens. */
;(() => {
  if (!globalThis.gpStop) return
  const stops = new Map()
  const begin = () => {
    for (const root of stops.keys()) if (!root.isConnected) stops.delete(root)
    for (const root of document.querySelectorAll("[data-stop]")) if (!stops.has(root)) stops.set(root, globalThis.gpStop(root))
  }
  begin()
  globalThis.document$?.subscribe(begin) // the theme tells of each page that takes the place of another, where it does so
  const follow = () => {
    for (const part of document.querySelectorAll(".gp-inside")) {
      const none = !part.querySelector("tbody > :not([hidden])")
      if (part.hidden !== none) part.hidden = none // writing it is a change, too
      const long = [...part.closest(".gp-table").querySelectorAll("groundplan-rows")]
      const sought = part.closest(".gp-table").querySelector("tbody > [hidden]") || long.some(rows => rows.held?.some(row => row.hidden))
      if (sought) part.open = true // somebody looks for some of the rows
    }
    for (const renew of stops.values()) renew()
  }
  new MutationObserver(follow).observe(document.body, { attributeFilter: ["hidden"], subtree: true })
})()
