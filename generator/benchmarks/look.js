/* What a reader meets on this page, in numbers and in lists of what is amiss; of its pictures where nobody says `pictures: false`. */
asked => {
  const pictures = asked?.pictures ?? true
  const visible = element => {
    const { width, height } = element.getBoundingClientRect()
    return width > 0 && height > 0 && element.checkVisibility({ visibilityProperty: true })
  }
  const deep = root => [...root.querySelectorAll("*")].flatMap(e => (e.shadowRoot ? [e, ...deep(e.shadowRoot)] : [e]))
  const content = document.querySelector(".md-content, main") ?? document.body
  const all = deep(content)
  const stops = all.filter(e => e.tabIndex >= 0 && visible(e) && (e.matches("a[href], button, input, select, summary, [tabindex]") || e.tabIndex >= 0) && !e.matches(":disabled"))
  const actual = stops.filter(e => e.hasAttribute("tabindex") || e.matches("a, button, input, select, textarea, summary"))

  /* Links in sentences are excepted, as WCAG 2.5.8 has it. */
  const inline = e => e.matches("p a, li a, dd a, td a, h1 a, h2 a, h3 a, h4 a, .gp-facts a, .gp-small a, .gp-ends a, .gp-told a") && !e.matches(".gp-badge")
  const least = matchMedia("(pointer: coarse)").matches ? 44 : 24
  const target = e => e.closest("label") ?? e
  const small = actual.filter(e => !(e instanceof SVGElement) && !inline(e) && !e.matches(".headerlink, .gp-canvas")).filter(e => {
    const { width, height } = target(e).getBoundingClientRect()
    return Math.min(width, height) < least - 0.5
  })

  /* The first picture: on a phone, the one in a column. */
  const figure = [...content.querySelectorAll(".gp-column, .gp-figure svg.gp-diagram")].find(visible)
  const share = () => {
    const canvas = (figure.closest(".gp-canvas") ?? figure).getBoundingClientRect()
    const box = figure.getBoundingClientRect()
    const [left, right] = [Math.max(box.left, canvas.left, 0), Math.min(box.right, canvas.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, canvas.top, 0), Math.min(box.bottom, canvas.bottom, innerHeight)]
    return (Math.max(right - left, 0) * Math.max(bottom - top, 0)) / (box.width * box.height)
  }

  /* A badge stands on a line of its flow: its middle is no further than 3 units from it, or a leader leads there. */
  const near = (badge, line) => {
    const shape = badge.querySelector(".gp-disc")
    if (!shape) return true
    const disc = shape.getBBox()
    const { x, y } = new DOMPoint(disc.x + disc.width / 2, disc.y + disc.height / 2)
      .matrixTransform(shape.getScreenCTM()).matrixTransform(badge.ownerSVGElement.getScreenCTM().inverse())
    return [...line.querySelectorAll("path.gp-stroke, path.gp-wall")].some(path => { // a carrier has walls only
      const length = path.getTotalLength()
      for (let at = 0; at <= length; at += 3) {
        const p = path.getPointAtLength(at)
        if (Math.hypot(p.x - x, p.y - y) < disc.height / 2 + 3) return true
      }
      return false
    })
  }
  const flows = e => (e.dataset.flows ?? e.dataset.flow ?? "").split(" ").filter(Boolean)
  const stray = [], crossed = []
  if (pictures) for (const svg of content.querySelectorAll("svg.gp-diagram[data-view]")) {
    const lines = [...svg.querySelectorAll(".gp-line")]
    for (const badge of svg.querySelectorAll(".gp-badge:not(.gp-tally)")) {
      if (!badge.checkVisibility()) continue
      const own = lines.filter(line => line.checkVisibility() && flows(line).some(flow => flows(badge).includes(flow)))
      if (own.length && !own.some(line => near(badge, line))) stray.push(`${svg.dataset.view} ${badge.textContent.trim()}`)
    }
    for (const title of svg.querySelectorAll(".gp-titles text")) {
      const box = title.getBBox()
      const over = lines.filter(line => !line.closest(".gp-absent") && [...line.querySelectorAll("path.gp-stroke")].some(path => {
        const length = path.getTotalLength()
        for (let at = 0; at <= length; at += 3) {
          const p = path.getPointAtLength(at)
          if (box.x < p.x && p.x < box.x + box.width && box.y + 2 < p.y && p.y < box.y + box.height - 2) return true
        }
        return false
      }))
      if (over.length) crossed.push(`${svg.dataset.view} ${title.textContent.trim()}`)
    }
  }
  return { shift: window.shift, height: document.documentElement.scrollHeight, seen: figure ? share() : null, stops: actual.length, small: small.map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 20)}`), ...(pictures && { stray, crossed }) }
}
