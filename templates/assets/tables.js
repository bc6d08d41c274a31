/* Sorts tables, and keeps the stops of the Tab key few.
 *
 * A table is sorted by the column whose heading is pressed: upwards, downwards, then as it was. Without this script, tables stay as they are. */
"use strict";

customElements.define("groundplan-sort", class extends HTMLElement {
  connectedCallback() {
    for (const table of this.parentElement?.querySelectorAll("table:not(:has(.gp-sort))") ?? []) this.#offer(table)
  }

  #offer(table) {
    const body = table.tBodies[0]
    const asWritten = [...body.rows]
    const collator = new Intl.Collator(document.documentElement.lang || undefined, { numeric: true })
    const headings = [...table.tHead.rows[0].cells]

    const sort = (heading, column, order) => {
      for (const other of headings) other.removeAttribute("aria-sort")
      if (order) heading.setAttribute("aria-sort", order)
      const text = row => row.cells[column].innerText.trim() // what is seen: a choice hides some
      const way = order === "descending" ? -1 : 1
      body.append(...(order ? [...asWritten].sort((a, b) => way * collator.compare(text(a), text(b))) : asWritten))
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
      if (part.closest(".gp-table").querySelector("tbody > [hidden]")) part.open = true // somebody looks for some of the rows
    }
    for (const renew of stops.values()) renew()
  }
  new MutationObserver(follow).observe(document.body, { attributeFilter: ["hidden"], subtree: true })
})()
