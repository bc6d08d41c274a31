/* Answers the search box of Material, whose messages these are, in place of its own worker.
 *
 * Material's worker finds words by their beginning. That fails where words carry particles or stand in compounds without
 * spaces, as in Korean, Japanese and Chinese. Here a term is looked for in the text as it is: from the beginning of a word in
 * scripts with spaces between words, anywhere in scripts without. So nothing has to be analysed, neither when the site is
 * built nor in the browser, and product names are found in every language.
 */
"use strict";

(() => {
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3
  const TITLE = 12, TAG = 12, EXACT_TITLE = 24, FAINT = 0.6
  const TEASER = 220, BEFORE = 50

  /* Hangul has spaces, but particles and compounds make a word begin nowhere in particular. */
  const DENSE = "\\p{Script=Hangul}\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー"
  const dense = new RegExp(`[${DENSE}]`, "u")
  const wordStart = `(?<![^${DENSE}\\P{L}]|\\p{N})`
  const breaks = /[\s,;:!?()[\]{}"'“”‘’<>、。，．；：！？（）「」『』]+/u
  const particle = /(?<=\p{Script=Hangul}{2})(?:에서는|으로는|에서|에게|으로|까지|부터|처럼|보다|이나|하고|이란|은|는|이|가|을|를|의|에|로|와|과|도|만|란|들)$/u
  const runs = /\p{Script=Han}+|[\p{Script=Katakana}ー]+|\p{Script=Hangul}+|[^\p{Script=Han}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Hiragana}ー]+/gu

  let pages = new Map(), sections = [], options = {}

  function plain(html) {
    return html
      .replace(/<\/?(?:p|li|ol|ul|pre)>/g, " ").replace(/<[^>]*>/g, "")
      .replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#(?:x27|39);/g, "'").replace(/&amp;/g, "&")
      .replace(/[¶\s]+/g, " ").trim().normalize("NFC")
  }

  const escape = text => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;")

  function setup(index) {
    options = index.options ?? {}
    pages = new Map()
    sections = index.docs.map(doc => {
      const page = doc.location.split("#")[0]
      const section = { doc, page, title: plain(doc.title), text: plain(doc.text), tags: (doc.tags ?? []).map(String) }
      if (!pages.has(page)) pages.set(page, section)
      return section
    })
  }

  /* What is written with or without a space or a dot in between is the same word: 보안 정책, 보안정책; 認証の管理, 認証管理. */
  function pattern(text) {
    const signs = [...text].map(sign => sign === " " ? "\\s+" : sign.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
    const joined = signs.reduce((all, sign, i) => {
      const loose = i && (dense.test(sign) || dense.test(signs[i - 1])) && sign !== "\\s+"
      return all + (loose ? "(?:[\\s·・]|の)?" : "") + sign
    }, "")
    return new RegExp((dense.test(text[0]) ? "" : wordStart) + joined, "giu")
  }

  /* The ways to read a term, best first; each is a list of patterns that must all be found. `last` is for terms found nowhere. */
  function read(text) {
    const ways = [{ patterns: [pattern(text)], weight: 1 }]
    const last = []
    const bare = text.replace(particle, "")
    if (bare !== text) ways.push({ patterns: [pattern(bare)], weight: FAINT })
    const parts = text.match(runs) ?? []
    if (parts.length && parts.join("") !== text) ways.push({ patterns: parts.map(pattern), weight: FAINT })
    else if (parts.length > 1) last.push({ patterns: parts.map(pattern), weight: FAINT })
    if (/^\p{L}{6,}$/u.test(text) && !dense.test(text)) last.push({ patterns: [pattern(text.slice(0, -2))], weight: FAINT })
    return { text, ways, last }
  }

  function terms(query) {
    const texts = []
    const rest = query.normalize("NFKC").replace(/"([^"]+)"/g, (_, phrase) => (texts.push(phrase.trim().replace(/\s+/g, " ")), " "))
    texts.push(...rest.split(breaks).map(text => text.replace(/^[+*~^.-]+|[*~^.]+$/g, "")))
    return [...new Set(texts.filter(Boolean).map(text => text.toLowerCase()))].map(read)
  }

  /* The sections are packed, as they are on the way from a server that compresses. */
  function unpacked(packed) {
    const bytes = Uint8Array.from(atob(packed), letter => letter.charCodeAt(0))
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json()
  }

  const count = (regex, text) => [...text.matchAll(regex)].length

  function weigh(section, { patterns, weight }) {
    let score = 0
    for (const regex of patterns) {
      const inTitle = count(regex, section.title), inText = count(regex, section.text)
      const inTags = section.tags.some(tag => count(regex, tag))
      if (!inTitle && !inText && !inTags) return 0
      const whole = inTitle && section.title.replace(regex, "").trim() === ""
      score += (inTitle ? TITLE : 0) + (whole ? EXACT_TITLE : 0) + (inTags ? TAG : 0) + Math.log2(1 + inText)
    }
    return weight * score / patterns.length
  }

  function find(term) {
    const among = ways => {
      const hits = new Map()
      for (const section of sections)
        for (const way of ways) {
          const score = weigh(section, way)
          if (score) {
            hits.set(section, { score, patterns: way.patterns })
            break
          }
        }
      return hits
    }
    const hits = among(term.ways)
    return hits.size ? hits : among(term.last)
  }

  function marked(text, patterns, from = 0, to = text.length) {
    const spans = patterns.flatMap(regex => [...text.matchAll(regex)].map(match => [match.index, match.index + match[0].length]))
    let html = "", at = from
    for (const [start, end] of spans.sort((a, b) => a[0] - b[0])) {
      if (start < at || end > to) continue
      html += `${escape(text.slice(at, start))}<mark data-md-highlight>${escape(text.slice(start, end))}</mark>`
      at = end
    }
    return html + escape(text.slice(at, to))
  }

  function teaser(text, patterns) {
    const first = Math.min(...patterns.flatMap(regex => [...text.matchAll(regex)].map(match => match.index)), text.length)
    let from = first === text.length ? 0 : Math.max(0, first - BEFORE)
    if (from) from = Math.max(from, text.lastIndexOf(" ", first - BEFORE / 2) + 1)
    const to = Math.min(text.length, from + TEASER)
    return (from ? "… " : "") + marked(text, patterns, from, to) + (to < text.length ? " …" : "")
  }

  function search(query) {
    const wanted = terms(query)
    const found = wanted.map(find)
    const groups = new Map()
    for (const section of sections) {
      const hits = found.map(hit => hit.get(section))
      if (!hits.some(Boolean)) continue
      const patterns = hits.flatMap(hit => hit?.patterns ?? [])
      const rare = found.map(hit => Math.log2(1 + sections.length / (hit.size || 1)))
      const share = hits.filter(Boolean).length / wanted.length
      const sum = hits.reduce((all, hit, i) => all + (hit ? hit.score * rare[i] : 0), 0)
      const group = groups.get(section.page) ?? { items: [], words: new Set() }
      hits.forEach((hit, i) => hit && group.words.add(i))
      group.items.push({
        ...section.doc,
        title: marked(section.title, patterns),
        text: teaser(section.text, patterns),
        score: sum * share * share * (section.doc.boost ?? 1) * (section === pages.get(section.page) ? 1.5 : 1),
        terms: Object.fromEntries(wanted.map((term, i) => [term.text, Boolean(hits[i])])),
      })
      groups.set(section.page, group)
    }
    const all = [...groups.values()]
    const whole = all.filter(group => group.words.size === wanted.length)
    return { items: ranked(whole.length ? whole : all), ...options.suggest && { suggest: suggest(wanted) } }
  }

  function ranked(groups) {
    for (const { items } of groups) {
      items.sort((a, b) => b.score - a.score)
      const page = items[0].location.split("#")[0]
      if (!items.some(item => item.location === page)) {
        const { doc, title, text } = pages.get(page)
        items.push({ ...doc, title: escape(title), text: teaser(text, []), score: 0, terms: {} })
      }
    }
    return groups.map(group => group.items).sort((a, b) => b[0].score - a[0].score)
  }

  function suggest(wanted) {
    const start = wanted.at(-1)?.text
    const words = start ? sections.flatMap(section => section.title.toLowerCase().split(breaks)) : []
    return words.filter(word => word.startsWith(start)).slice(0, 1)
  }

  function answer({ type, data }) {
    if (type === SETUP) {
      const [packed] = data.docs
      if (typeof packed === "string") return unpacked(packed).then(docs => answer({ type, data: { ...data, docs } }))
      setup(data)
      return { type: READY }
    }
    if (type === QUERY) return { type: RESULT, data: search(data) }
    throw new TypeError(`unknown message ${type}`)
  }

  if (typeof document === "undefined") addEventListener("message", async event => postMessage(await answer(event.data)))
  else globalThis.groundplanSearch = answer /* see site.js: opened from a disk, a page cannot start workers */
})()
