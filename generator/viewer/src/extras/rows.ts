/* Long tables: their rows are in files, and the page shows some at a time. Print gets all of them. */
import type { Data } from "../facts/data.ts"
import type { LongTable, Told } from "./extras.ts"
import { run, unpacked } from "./scripts.ts"

declare global {
  interface Window {
    /** Path of a file -> its rows as JSON, compressed as pictures are. */
    groundplanRows?: Record<string, string>
  }
}

/** Rows in little room: what many have in common is told once, with gaps, and each row says which of these it is, and what is in the gaps. */
interface Packed {
  readonly frames: readonly (readonly string[])[]
  readonly rows: readonly (readonly [number, ...string[]])[]
}

function written({ frames, rows }: Packed): string {
  return rows.map(([frame, ...gaps]) => frames[frame]?.map((text, at) => text + (gaps[at] ?? "")).join("") ?? "").join("")
}

export function hold(tables: readonly LongTable[], data: Data, say: Told["say"], again: () => void): void {
  for (const table of tables) if (!table.held) void new Rows(table, data, say, again).begin()
}

class Rows {
  readonly #table: LongTable
  readonly #data: Data
  readonly #say: Told["say"]
  readonly #again: () => void
  readonly #body: HTMLTableSectionElement
  /** How many rows are shown at a time: as many as the page came with. */
  readonly #some: number
  readonly #told = document.createElement("span")
  readonly #earlier: HTMLButtonElement
  readonly #later: HTMLButtonElement
  #rows: readonly HTMLElement[] = []
  #sorted: readonly HTMLElement[] | undefined
  #seen: readonly HTMLElement[] = []
  #first = 0
  #all = false

  constructor(table: LongTable, data: Data, say: Told["say"], again: () => void) {
    this.#table = table
    this.#data = data
    this.#say = say
    this.#again = again
    this.#body = (table.previousElementSibling as HTMLTableElement).tBodies[0] as HTMLTableSectionElement
    this.#some = this.#body.rows.length
    this.#earlier = this.#button("earlier", "‹", -1)
    this.#later = this.#button("later", "›", 1)
  }

  async begin(): Promise<void> {
    const { src = "", of = "" } = this.#table.dataset
    await run(new URL(src, document.baseURI).href)
    const made = document.createElement("template")
    made.innerHTML = `<table><tbody>${written(JSON.parse(await unpacked(self.groundplanRows?.[of] ?? "")) as Packed)}</tbody></table>`
    const rows = [...document.adoptNode(made.content).querySelectorAll<HTMLElement>("tr[data-flow]")]
    const here = new Map([...this.#body.rows].map(row => [row.dataset["flow"], row]))
    this.#rows = rows.map(row => here.get(row.dataset["flow"]) ?? row)
    const place = document.createElement("p")
    place.className = "gp-shown gp-turns"
    place.append(this.#earlier, this.#told, this.#later)
    this.#table.replaceChildren(place)
    this.#told.role = "status"
    this.#table.held = this.#rows
    this.#table.show = () => this.#show()
    this.#table.dress = () => [true, false].forEach(all => this.#print(all))
    this.#table.sort = order => this.#sort(order)
    addEventListener("beforeprint", () => this.#print(true))
    addEventListener("afterprint", () => this.#print(false))
    addEventListener("hashchange", () => this.#find())
    this.#again()
    this.#find()
  }

  #button(key: string, sign: string, by: number): HTMLButtonElement {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: this.#say(this.#data, key, {}) })
    button.ariaLabel = button.title
    button.addEventListener("click", () => this.#turn(this.#first + by * this.#some))
    return button
  }

  #turn(first: number): void {
    this.#first = first
    this.#again()
    this.#body.closest("table")?.scrollIntoView()
  }

  #show(): void {
    const shown = (this.#sorted ?? this.#rows).filter(row => !row.hidden)
    if (shown.length !== this.#seen.length || shown.some((row, index) => row !== this.#seen[index])) {
      if (this.#seen.length) this.#first = 0 // others than before
      this.#seen = shown
    }
    this.#first = Math.max(0, Math.min(this.#first, Math.floor((shown.length - 1) / this.#some) * this.#some))
    const last = Math.min(this.#first + this.#some, shown.length)
    this.#body.replaceChildren(...(this.#all ? shown : shown.slice(this.#first, last)))
    const number = (value: number) => value.toLocaleString(document.documentElement.lang || undefined)
    const values = { from: number(this.#first + 1), to: number(last), all: number(shown.length) }
    this.#told.textContent = this.#say(this.#data, "rows", values)
    this.#table.hidden = this.#all || shown.length <= this.#some
    this.#earlier.disabled = this.#first === 0
    this.#later.disabled = last === shown.length
  }

  #sort(order: readonly HTMLElement[] | undefined): void {
    this.#sorted = order
    this.#first = 0
    this.#again()
  }

  #print(all: boolean): void {
    this.#all = all
    this.#again()
  }

  /** Show the row that the address of the page names. */
  #find(): void {
    const row = this.#rows.find(({ id }) => id && `#${id}` === decodeURIComponent(location.hash))
    if (!row || row.isConnected || row.hidden) return
    this.#turn(Math.floor(this.#seen.indexOf(row) / this.#some) * this.#some)
    row.scrollIntoView()
  }
}
