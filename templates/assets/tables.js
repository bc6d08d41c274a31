/* Sorts a table by the column whose heading is pressed: upwards, downwards, then as it was. Without this script, tables stay as they are. */
"use strict";

customElements.define("groundplan-sort", class extends HTMLElement {
  connectedCallback() {
    const table = this.parentElement?.querySelector("table")
    if (!table || table.querySelector(".gp-sort")) return
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
