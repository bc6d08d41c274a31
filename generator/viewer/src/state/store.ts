import { byName } from "../facts/names.ts"
import { NOTHING, read, write, type State } from "./address.ts"
import { ASSETS } from "../extras/scripts.ts"

const KEPT = `groundplan ${ASSETS}`

/** The state of the page, shared by its diagrams and tables, and kept in its address. A configuration goes along from page to page. */
class Store extends EventTarget {
  #state: State = NOTHING
  #query: string | undefined
  #lit: readonly string[] = []

  constructor() {
    super()
    this.follow()
    addEventListener("popstate", () => this.follow())
  }

  get state(): State {
    return this.#state
  }

  /** The flows that the reader points at, wherever on the page. */
  get lit(): readonly string[] {
    return this.#lit
  }

  /** Change what the reader looks at; after a `journey`, the browser goes back to what was before. */
  set(change: Partial<State>, journey = false): void {
    this.#state = { ...this.#state, ...change }
    if (change.chosen) keep(write({ ...NOTHING, chosen: change.chosen }, ""))
    this.#address(journey)
    this.dispatchEvent(new Event("change"))
  }

  reset(): void {
    this.set({ chosen: byName(), before: undefined, filters: {}, find: "" })
  }

  /** Take over what the address says, after somebody else has changed it. */
  follow(): void {
    if (location.search === this.#query) return
    this.#query = location.search
    this.#state = read(this.#query)
    if (Object.keys(this.#state.chosen).length) keep(write({ ...NOTHING, chosen: this.#state.chosen }, ""))
    else this.#recall()
    this.dispatchEvent(new Event("change"))
  }

  light(flows: readonly string[]): void {
    if (flows.join() === this.#lit.join()) return
    this.#lit = flows
    this.dispatchEvent(new Event("light"))
  }

  /** Take over the configuration that the reader has chosen on another page. */
  #recall(): void {
    const { chosen } = read(kept())
    if (!Object.keys(chosen).length) return
    this.#state = { ...this.#state, chosen }
    this.#address(false)
  }

  #address(journey: boolean): void {
    this.#query = write(this.#state, location.search)
    const url = location.pathname + this.#query + location.hash
    if (journey) {
      /* Material scrolls to the place that an entry of the history tells, or else to the top. */
      const state = { ...history.state, x: scrollX, y: scrollY }
      history.replaceState(state, "")
      history.pushState(state, "", url)
    } else history.replaceState(history.state, "", url)
  }
}

/* What the browser keeps until the tab closes; it may be told to keep nothing. */
function kept(): string {
  try {
    return sessionStorage.getItem(KEPT) ?? ""
  } catch {
    return ""
  }
}

function keep(query: string): void {
  try {
    sessionStorage.setItem(KEPT, query)
  } catch {
    /* Then each page starts from the defaults. */
  }
}

export const store = new Store()

/** The address of another page with the configuration, so that it is seen there, too. From a disk, folders do not open their index by
 * themselves. */
export function along(href: string): string {
  const [path = "", anchor] = href.split("#")
  const index = location.protocol === "file:" && path.endsWith("/") ? "index.html" : ""
  return path + index + write({ ...NOTHING, chosen: store.state.chosen }, "") + (anchor ? `#${anchor}` : "")
}
