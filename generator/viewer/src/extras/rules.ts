/* The files of the rules for the choices that a page shows. */
import { run } from "./scripts.ts"

declare global {
  interface Window {
    groundplanTexts?: Record<string, string>
  }
}

/** Lets the links in `<groundplan-rules>` lead to the files of choices that are not the defaults. */
export function rules(element: HTMLElement): (chosen: Readonly<Record<string, string>>) => void {
  const found = new Files(element)
  return chosen => found.show(chosen)
}

class Files {
  readonly #element: HTMLElement
  readonly #decide: ReadonlySet<string>
  readonly #keys: ReadonlySet<string>
  readonly #usual: string
  #shown = ""

  constructor(element: HTMLElement) {
    const { options = "", known } = element.dataset
    this.#element = element
    this.#decide = new Set(options.split(" "))
    this.#keys = new Set(JSON.parse(known ?? "[]") as string[])
    this.#usual = this.#code?.textContent ?? ""
  }

  show(chosen: Readonly<Record<string, string>>): void {
    const changed = Object.entries(chosen).filter(([option]) => this.#decide.has(option))
    const key = changed.map(pair => pair.join(".")).join("_")
    this.#lead(key, this.#keys.has(key) ? `${this.#element.dataset["folder"] ?? ""}/${key}` : undefined)
    const settings = changed.map(pair => ` --set ${pair.join("=")}`).join("")
    const command = this.#element.querySelector("[data-of=other] code")
    if (command) command.textContent = `groundplan export txt${settings}`
  }

  get #code(): Element | null {
    return this.#element.querySelector(".gp-copy code")
  }

  /** Show the files below `folder`; those of the defaults for an empty key, and how to get others where there is no folder. */
  #lead(key: string, folder: string | undefined): void {
    const of = key === "" ? "default" : folder ? "chosen" : "other"
    for (const part of this.#element.querySelectorAll<HTMLElement>("[data-of]")) part.hidden = part.dataset["of"] !== of
    const copy = this.#element.querySelector<HTMLElement>(".gp-copy")
    if (copy) copy.hidden = of === "other"
    this.#shown = key
    if (!folder) return this.#tell(this.#usual)
    const links = [...this.#element.querySelectorAll<HTMLAnchorElement>("a[data-file]")]
    for (const link of links) link.href = `${folder}/${link.dataset["file"] ?? ""}`
    const text = links.find(link => link.href.endsWith(".txt"))
    if (text) void this.#read(key, text)
  }

  /** Bring the text of a file, unless the reader has chosen something else meanwhile. */
  async #read(key: string, link: HTMLAnchorElement): Promise<void> {
    try {
      await run(`${link.href}.js`)
    } catch {
      if (this.#shown === key) this.#element.querySelector<HTMLElement>(".gp-copy")?.setAttribute("hidden", "")
      return
    }
    if (this.#shown === key) this.#tell(self.groundplanTexts?.[`${this.#element.dataset["mark"] ?? ""}rules/${key}/${link.dataset["file"] ?? ""}`] ?? "")
  }

  #tell(text: string): void {
    if (this.#code) this.#code.textContent = text.trimEnd()
  }
}
