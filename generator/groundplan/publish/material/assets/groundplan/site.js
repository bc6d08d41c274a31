/* Runs in every page, before Material's script. */
"use strict";

(() => {
  const fromDisk = location.protocol === "file:"

  /* The theme's small pictures are files. From a disk they are no masks, so they come in a style sheet. It is written, since only for
   * what stands in the page itself do later scripts wait: one that measures anything would let the browser ask for the files. */
  if (fromDisk) document.write(`<link rel="stylesheet" href="${new URL("marks/disk.css", document.currentScript.src).href}">`)

  /* A page that shows other choices than the usual ones says so above its title. It keeps the room for that from the start: the more
   * choices there are to tell, the more. */
  const kept = chosen(`groundplan ${new URL(".", document.currentScript.src).href}`)
  const asked = /[?&](with|compare)=/.test(location.search) || kept !== ""
  const told = (query, side) => (new URLSearchParams(query).get(side)?.match(/\.[^._]/g) ?? []).length
  document.documentElement.style.setProperty("--gp-shown", told(location.search, "with") || told(kept, "with"))
  document.documentElement.style.setProperty("--gp-compared", told(location.search, "compare"))
  document.documentElement.classList.toggle("gp-asked", asked)
  document.documentElement.classList.toggle("gp-asked-both", /[?&]compare=/.test(location.search))

  /* The theme says in an element of the head which colours the page has: first that it knows none, then those that it has found. With
   * each the browser would style all of the page anew. The root says the same, from the start as far as pages are light. */
  document.head.appendChild = function (node) {
    if (node.name !== "color-scheme") return Node.prototype.appendChild.call(this, node)
    const say = () => document.documentElement.style.setProperty("color-scheme", node.content === "light" ? null : node.content)
    new MutationObserver(say).observe(node, { attributes: true })
    return node
  }

  /* What the viewer keeps of the reader's choices; the browser may be told to keep nothing. */
  function chosen(name) {
    try {
      return sessionStorage.getItem(name) ?? ""
    } catch {
      return ""
    }
  }

  /* Instant navigation may only go to pages of the same language: it replaces the content, not the frame around it. Material
   * asks `sitemap.xml` which pages there are, and gets the list of this locale's pages. It comes while the page loads, before
   * the address changes. Below the address of each edition of a page Material asks once more: it takes them for sites of their
   * own, and would load a page that was seen before as a whole, without its section. That is never answered. */
  let home
  const unanswered = new WeakSet()
  const { open, send } = XMLHttpRequest.prototype
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    const asked = new URL(url, location.href)
    if (asked.pathname.endsWith("/search/search_index.json")) late.add(this)
    if (asked.pathname.endsWith("/sitemap.xml")) {
      home ??= new URL(JSON.parse(document.getElementById("__config").textContent).base, location.href)
      if (asked.href !== new URL("sitemap.xml", home).href) unanswered.add(this)
      url = fromDisk ? "data:text/xml,<urlset/>" : new URL("search/pages.xml", home).href
    }
    return open.call(this, method, url, ...rest)
  }
  XMLHttpRequest.prototype.send = function (...body) {
    if (unanswered.has(this)) return
    if (late.has(this)) sought.then(() => send.apply(this, body))
    else send.apply(this, body)
  }

  /* The search index is as heavy as a page, and few visits search: it comes when a reader turns to the search, or came by one. */
  const late = new WeakSet()
  const sought = new Promise(resolve => {
    if (/[?&][hq]=/.test(location.search)) resolve()
    for (const type of ["focusin", "pointerover", "change"]) {
      addEventListener(type, ({ target }) => {
        if (target instanceof Element && target.closest("[data-md-component=search], [for=__search], #__search")) resolve()
      }, { capture: true, passive: true })
    }
  })

  /* The language switch stands in the frame, so instant navigation leaves it behind; the head tells where this page's other
   * editions are. The section and the reader's choices (`?…`) go along. */
  function aim(link) {
    const edition = document.head.querySelector(`link[rel=alternate][hreflang="${link.hreflang}"]`)
    const above = document.head.querySelector(`link[rel=up][hreflang="${link.hreflang}"]`)
    const target = new URL((edition ?? above)?.href ?? link.home)
    if (edition) [target.search, target.hash] = [location.search, location.hash]
    link.href = target.href
  }

  /* From a disk, folders do not open their index by themselves. Links in drawings are not made like those of HTML. */
  function openIndex(link) {
    const drawn = link instanceof SVGAElement
    const address = drawn ? link.href.baseVal : link.href
    if (!address) return
    const target = new URL(address, location.href)
    if (target.protocol !== "file:" || !target.pathname.endsWith("/")) return
    target.pathname += "index.html"
    if (drawn) link.href.baseVal = target.href
    else link.href = target.href
  }

  addEventListener("DOMContentLoaded", () => {
    for (const link of document.querySelectorAll("a[data-home]")) link.home = new URL(link.dataset.home, location.href).href
    speakOneLanguage([...document.querySelectorAll("section[data-missing]")])
    const search = document.querySelector("[data-md-component=search]")
    search?.setAttribute("aria-label", search.querySelector("input").placeholder)
    new MutationObserver(unlist).observe(document.body, { childList: true, subtree: true })
    unlist()
  })

  /* The theme puts the buttons of each code block into a landmark of its own. They are no part of a page to go to. Neither are links
   * beside headings stops of the Tab key: the table of contents leads there. */
  function unlist() {
    for (const link of document.querySelectorAll(".headerlink:not([tabindex])")) link.tabIndex = -1
    for (const nav of document.querySelectorAll(".md-code__nav:not([role])")) nav.setAttribute("role", "none")
  }

  /* The page for addresses that do not exist speaks all languages; where the address tells the reader's, only that one. */
  function speakOneLanguage(sections) {
    const length = section => section.dataset.missing.length
    const spoken = sections.filter(section => location.pathname.startsWith(section.dataset.missing)).sort((a, b) => length(b) - length(a))[0]
    if (!spoken) return
    for (const section of sections) section.hidden = section !== spoken
    document.documentElement.lang = spoken.lang
    document.title = spoken.querySelector("h1").textContent
  }

  /* What is copied of a console is what was typed: neither its prompts nor what was answered, which a shell would take for commands. */
  function typed(code) {
    const copy = code.cloneNode(true)
    for (const { nextSibling: after } of copy.querySelectorAll(".go")) if (after instanceof Text) after.data = after.data.replace(/^\n/, "")
    for (const other of copy.querySelectorAll(".gp, .go")) other.remove()
    return copy.textContent.trim()
  }
  addEventListener("click", ({ target }) => {
    const aimed = target instanceof Element ? target.closest("[data-clipboard-target]")?.dataset.clipboardTarget : undefined
    const code = aimed ? document.querySelector(aimed) : null
    if (/^[$#] $/.test(code?.querySelector(".gp")?.textContent)) code.dataset.copy = typed(code)
  }, true)

  for (const type of ["pointerover", "focusin", "click"]) {
    addEventListener(type, event => {
      const link = event.target instanceof Element ? event.target.closest("a") : null
      if (link?.home) aim(link)
      if (fromDisk && link) openIndex(link)
    }, true)
  }

  /* A page opened from a disk cannot start a worker. The search then runs in the page. */
  const NativeWorker = globalThis.Worker
  class InPage extends EventTarget {
    constructor(url) {
      super()
      this.answer = new Promise((resolve, reject) => {
        const script = document.createElement("script")
        script.src = url
        script.onload = () => resolve(globalThis.groundplanSearch)
        script.onerror = reject
        document.head.append(script)
      })
    }

    postMessage(message) {
      this.answer.then(answer => answer(message)).then(data => this.dispatchEvent(new MessageEvent("message", { data })))
    }
  }
  /* Elsewhere the worker starts with the first that it is told, which is the index. */
  class Later extends EventTarget {
    constructor(url) {
      super()
      this.url = url
    }

    postMessage(message) {
      this.worker ??= this.start()
      this.worker.postMessage(message)
    }

    start() {
      const worker = new NativeWorker(this.url)
      worker.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })))
      return worker
    }
  }
  if (NativeWorker) {
    globalThis.Worker = function (url, ...rest) {
      if (!`${url}`.endsWith("/groundplan/search.js")) return new NativeWorker(url, ...rest)
      return fromDisk ? new InPage(url) : new Later(url)
    }
  }
})()
