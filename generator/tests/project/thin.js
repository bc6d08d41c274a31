// Takes out of a page what stands there a third time and more, as far as it is built like what is left:
// the rows of long tables, the entries of long lists. `constructs.py` says what "built like" means.
() => {
  const TOLD = new Set(["lang", "dir", "role", "type", "aria-hidden", "tabindex", "scope"])
  const OF_CONTENT = new Set(["class", "id", "href", "src", "style", "value", "for", "name", "content"])
  const kind = element => [element.localName, ...[...element.classList].sort()].join(" ")

  const construct = element => {
    const named = [...element.attributes]
      .filter(({ name }) => !OF_CONTENT.has(name) && !name.startsWith("data-"))
      .map(({ name, value }) => (TOLD.has(name) ? `${name}=${value}` : name))
    const around = []
    for (let at = element.parentElement; at && around.length < 3; at = at.parentElement) around.push(kind(at))
    return [kind(element), ...named.sort(), ...around].join("|")
  }

  const pointedAt = new Set()
  for (const { attributes } of document.querySelectorAll("*"))
    for (const { name, value } of attributes)
      if (name.startsWith("aria-") || name === "for") value.split(/\s+/).forEach(id => pointedAt.add(id))

  const kept = new Set()
  const isLeft = element => !kept.has(construct(element)) || pointedAt.has(element.id)
  const thin = element => {
    kept.add(construct(element))
    const counts = new Map()
    for (const child of [...element.children]) {
      const count = counts.get(kind(child)) ?? 0
      if (count > 1 && ![child, ...child.querySelectorAll("*")].some(isLeft)) {
        child.remove()
      } else {
        counts.set(kind(child), count + 1)
        thin(child)
      }
    }
  }
  const all = document.querySelectorAll("*")
  const before = [new Set([...all].map(construct)), all.length]
  thin(document.body)
  const after = new Set([...document.querySelectorAll("*")].map(construct))
  return { lost: [...before[0]].filter(one => !after.has(one)), left: document.querySelectorAll("*").length / before[1] }
}
