/* The small things that all parts of the interface are made of. */
import { html, nothing, svg, type TemplateResult } from "lit-html"
import type { Data } from "../facts/data.ts"

export const ICONS = {
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5M9 9h6v6H9z",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  leave: "M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5",
  close: "M6 6l12 12M18 6L6 18",
  filter: "M4 6h16M7 12h10M10 18h4",
  options: "M4 7h9M17 7h3M13 5v4M4 17h3M11 17h9M9 15v4",
  walk: "M6 5l12 7-12 7z",
  play: "M8 5l11 7-11 7z",
  pause: "M8 5v14M16 5v14",
  next: "M9 5l7 7-7 7",
  back: "M15 5l-7 7 7 7",
  open: "M5 5h14v14H5zM12 9v6M9 12h6",
  chart: "M5 4v16M19 4v16M5 12h11M12.5 8.5L16 12l-3.5 3.5",
  save: "M12 4v11M7 10l5 5 5-5M5 20h14",
  swap: "M8 4v15M4 15l4 4 4-4M16 20V5M12 9l4-4 4 4",
  link: "M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1",
  find: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20",
} as const

export function icon(name: keyof typeof ICONS): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${ICONS[name]} />`}</svg>`
}

export function iconButton(name: keyof typeof ICONS, label: string, act: () => void, off = false): TemplateResult {
  return html`<button type="button" class="tool" aria-label=${label} title=${label} ?disabled=${off} @click=${act}>${icon(name)}</button>`
}

/** A message with its `{…}` filled in. */
export function say(data: Data, key: string, values: Record<string, string | number> = {}): string {
  return (data.strings[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(Object.hasOwn(values, name) ? values[name] : whole))
}

/** A row of a list of facts, left out where there is nothing to say. */
export function fact(name: string, value: unknown): TemplateResult | typeof nothing {
  const empty = value === undefined || value === "" || value === nothing || (Array.isArray(value) && !value.length)
  return empty ? nothing : html`<div class="fact"><dt>${name}</dt><dd>${value}</dd></div>`
}

/** Something that could not be had, and how to try again. */
export interface Failure {
  readonly name: string
  readonly again: () => void
}

export function failed(data: Data, { name, again }: Failure, close: () => void): TemplateResult {
  return html`<div class="failed" role="alert">
    <span>${say(data, "failed", { name })}</span>
    <button type="button" class="plain" @click=${again}>${say(data, "again")}</button>
    ${iconButton("close", say(data, "close"), close)}
  </div>`
}

/** Whether the reader wants no motion. */
export function reduced(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches
}
