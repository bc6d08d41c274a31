import { NOTHING, read, write, type State } from "./address.ts"

/** The state of the page, shared by its diagrams and tables, and kept in its address. */
class Store extends EventTarget {
  #state: State = read(location.search)
  #query = location.search
  #lit: readonly string[] = []

  constructor() {
    super()
    addEventListener("popstate", () => this.follow())
  }

  get state(): State {
    return this.#state
  }

  /** The flows that the reader points at, wherever on the page. */
  get lit(): readonly string[] {
    return this.#lit
  }

  set(change: Partial<State>): void {
    this.#state = { ...this.#state, ...change }
    this.#query = write(this.#state, location.search)
    history.replaceState(history.state, "", location.pathname + this.#query + location.hash)
    this.dispatchEvent(new Event("change"))
  }

  reset(): void {
    this.set(NOTHING)
  }

  /** Take over what the address says, after somebody else has changed it. */
  follow(): void {
    if (location.search === this.#query) return
    this.#query = location.search
    this.#state = read(this.#query)
    this.dispatchEvent(new Event("change"))
  }

  light(flows: readonly string[]): void {
    if (flows.join() === this.#lit.join()) return
    this.#lit = flows
    this.dispatchEvent(new Event("light"))
  }
}

export const store = new Store()
