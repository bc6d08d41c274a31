/* Opens everything that the pictures of this page show, or those of some views, one after the other, as a click or an address does, and tells
 * what then is amiss. */
async ({ ways: how, views }) => {
  const frames = async count => {
    for (let at = 0; at < count; at++) await new Promise(done => requestAnimationFrame(done))
  }
  const header = () => {
    const found = document.querySelector(".md-header")
    return found && getComputedStyle(found).position === "sticky" ? Math.max(found.getBoundingClientRect().bottom, 0) : 0
  }
  const holds = (room, box, slack = 1.5) =>
    box.left >= room.left - slack && box.right <= room.right + slack && box.top >= room.top - slack && box.bottom <= room.bottom + slack
  const meets = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1
  const seen = element => element.checkVisibility() && element.getBoundingClientRect().width > 0
  const union = boxes => ({
    left: Math.min(...boxes.map(box => box.left)),
    right: Math.max(...boxes.map(box => box.right)),
    top: Math.min(...boxes.map(box => box.top)),
    bottom: Math.max(...boxes.map(box => box.bottom)),
  })
  /* What is seen of a canvas: inside of the window, below the header, clear of the panel and of the player. */
  const room = host => {
    const canvas = host.querySelector(":scope > .gp-canvas").getBoundingClientRect()
    const free = {
      left: Math.max(canvas.left, 0),
      right: Math.min(canvas.right, innerWidth),
      top: Math.max(canvas.top, header()),
      bottom: Math.min(canvas.bottom, innerHeight),
    }
    for (const cover of host.shadowRoot.querySelectorAll(".panel, .player")) {
      const box = cover.getBoundingClientRect()
      if (!meets(box, free)) continue
      if (box.width > 0.8 * (free.right - free.left)) free.bottom = Math.min(free.bottom, box.top)
      else free.right = Math.min(free.right, box.left)
    }
    return free
  }
  const lit = host => [...host.querySelectorAll(".gp-canvas .gp-lit")].filter(seen).filter(one => !one.matches(".gp-box:not(.gp-leaf)"))
  const named = (one, id) => one.closest(`[data-flow="${id}"], [data-component="${id}"], [data-boundary="${id}"], [data-title="${id}"]`) ?? one.matches(`[data-flows~="${id}"]`)
  const scale = host => {
    const svg = host.querySelector(".gp-canvas > svg")
    return svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
  }
  /* What is lit must be seen: all of it where it fits at half of its size, or else what it is about. */
  const amiss = (host, id) => {
    const shown = lit(host)
    if (!shown.length) return "nothing is lit"
    const free = room(host)
    const boxes = shown.map(one => one.getBoundingClientRect())
    if (boxes.every(box => holds(free, box))) return undefined
    const all = union(boxes)
    const least = Math.min(1, 0.5 / scale(host))
    const fits = (all.right - all.left) * least <= free.right - free.left - 44 && (all.bottom - all.top) * least <= free.bottom - free.top - 44
    if (fits) return `not all that is lit is seen, though it fits: ${describe(free, all)}`
    const own = shown.filter(one => named(one, id)).map(one => one.getBoundingClientRect())
    const title = [...host.querySelectorAll(`[data-title="${id}"] > .gp-title`)].filter(seen).map(one => one.getBoundingClientRect())
    const badge = shown.filter(one => one.matches(".gp-badge") && named(one, id)).map(one => one.getBoundingClientRect())
    const main = badge.length ? badge : title.length ? title : own.length ? own : boxes
    return main.some(box => holds(free, box)) ? undefined : `what it is about is not seen: ${describe(free, union(main))}`
  }
  const describe = (free, box) =>
    ["left", "top", "right", "bottom"].map(side => `${side} ${Math.round(box[side])}/${Math.round(free[side])}`).join(", ")
  const go = async query => {
    history.replaceState(history.state, "", location.pathname + query)
    dispatchEvent(new PopStateEvent("popstate"))
    for (let at = 0; query && at < 30 && !document.querySelector(".gp-lit"); at++) await frames(1)
    await frames(3)
  }
  /* What panels are made of comes with the first of them. */
  const panelled = async host => {
    for (let at = 0; at < 80 && !host.shadowRoot.querySelector(".panel") && !self.groundplanExtras; at++) await new Promise(done => setTimeout(done, 25))
    await frames(3)
  }
  const settled = async host => {
    for (let at = 0; at < 40 && host.querySelector(".gp-canvas").ariaBusy; at++) await new Promise(done => setTimeout(done, 25))
    await frames(3)
  }
  const picture = host => {
    const box = host.getBoundingClientRect()
    const high = Math.min(box.bottom, innerHeight) - Math.max(box.top, header())
    if (box.top > innerHeight - 120 || high < Math.min(box.height, innerHeight - header()) * 0.55) return `the picture is out of the window: ${Math.round(box.top)} to ${Math.round(box.bottom)}`
    return undefined
  }

  const faults = []
  let count = 0
  const judge = (what, fault) => {
    count++
    if (fault) faults.push(`${what}: ${fault}`)
  }
  const viewOf = host => host.querySelector(":scope > .gp-canvas > svg").dataset.view
  const hosts = [...document.querySelectorAll("groundplan-diagram")].filter(host => !views || views.includes(viewOf(host)))
  for (const host of hosts) {
    const svg = () => host.querySelector(":scope > .gp-canvas > svg")
    const view = svg().dataset.view
    const shown = selector => [...svg().querySelectorAll(selector)].filter(seen)
    const ids = {
      flow: [...new Set(shown(".gp-badge[data-flow]").map(one => one.dataset.flow))],
      place: [...new Set(shown("[data-component], [data-boundary]").map(one => one.dataset.component ?? one.dataset.boundary))],
    }
    for (const [kind, all] of Object.entries(ids)) {
      for (const id of all) {
        if (how.includes("address")) {
          scrollTo({ top: 0, behavior: "instant" })
          await go(`?at=${view}.${kind}.${id}`)
          await panelled(host)
          judge(`?at=${view}.${kind}.${id}`, amiss(host, id))
          await go("")
        }
        if (how.includes("click")) {
          scrollTo({ top: 0, behavior: "instant" })
          host.scrollIntoView({ block: "start", behavior: "instant" })
          scrollBy({ top: -header() - 12, behavior: "instant" })
          const target = kind === "flow" ? `.gp-badge[data-flow="${id}"]` : `[data-component="${id}"], .gp-leaf[data-boundary="${id}"], [data-title="${id}"]`
          const press = () => shown(target)[0]?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }))
          press()
          await panelled(host)
          if (!host.shadowRoot.querySelector(".panel")) press()
          await frames(3)
          judge(`click ${view} ${id}`, host.shadowRoot.querySelector(".panel") ? amiss(host, id) : "no panel")
          host.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))
          await frames(2)
          judge(`Escape from ${view} ${id}`, host.shadowRoot.querySelector(".panel") ? "the panel stays" : undefined)
        }
      }
    }
    if (how.includes("open")) {
      const walk = async (trail, left) => {
        const doors = shown(".gp-open").map(door => door.dataset.opens)
        for (const door of doors) {
          host.scrollIntoView({ block: "start", behavior: "instant" })
          scrollBy({ top: -header() - 12, behavior: "instant" })
          const button = shown(`.gp-open[data-opens="${door}"]`)[0]
          if (!button) {
            judge(`${view} ${trail} ${door}`, "cannot be opened again")
            continue
          }
          button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail: 1 }))
          await settled(host)
          judge(`open ${view} ${[...trail, door].join(" > ")}`, svg().dataset.level === door ? picture(host) : "does not open")
          if (left > 1) await walk([...trail, door], left - 1)
          const before = host.shadowRoot.querySelectorAll(".trail .reference").length
          host.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }))
          await settled(host)
          judge(`Escape from ${view} ${[...trail, door].join(" > ")}`, (svg().dataset.level ?? "") === (trail.at(-1) ?? "") ? picture(host) : `leads to ${svg().dataset.level}, ${before}`)
        }
      }
      await walk([], 2)
    }
  }
  return { count, faults }
}
