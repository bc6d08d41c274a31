/* A drawing as a file of its own: it looks as it does on the page, explains itself, and needs nothing beside it. */
import { explained } from "./explain.ts"
import type { Form, Told } from "./extras.ts"
import { paint } from "./paint.ts"
import { ASSETS, run } from "./scripts.ts"

const FROM_DISK = location.protocol === "file:"

const LINED = "text-decoration-line"

/** What makes up the looks of a drawing, as far as an attribute can say it. */
const LOOKS = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "letter-spacing",
  "text-anchor",
  LINED,
  "dominant-baseline",
] as const
const INHERITED = new Set<string>(LOOKS.filter(look => look !== "opacity" && look !== LINED))
const HELP = ".gp-reach,.gp-open"
/** Where copies are made: a document that loads nothing, since a strict policy forbids icons that are data addresses. */
const inert = document.implementation.createHTMLDocument("")
const FINENESS = 2
const LARGEST = 16_000

declare global {
  interface Window {
    /** Icon, by its address beside the scripts -> itself as a data address. A page cannot read files from a disk. */
    groundplanIcons?: Readonly<Record<string, string>>
  }
}

export async function save(svg: SVGSVGElement, words: readonly (string | undefined)[], form: Form, told: Told): Promise<void> {
  const name = fileName([told.facts.data.project, ...words, svg.getAttribute("lang")], form)
  const alone = form === "svg" || FROM_DISK
  if (alone && svg.querySelector("image")) await run(`${ASSETS}icons.js`)
  const icons = alone ? self.groundplanIcons : undefined
  const copy = explained(svg, standalone(svg, icons), told, element => copied(element, undefined, icons))
  download(form === "svg" ? new Blob([written(copy)], { type: "image/svg+xml" }) : await pixels(copy, name), name)
}

type Icons = Window["groundplanIcons"]

/** A copy of a drawing that carries its looks, its icons if it is given them, full addresses and what is behind it. */
export function standalone(svg: SVGSVGElement, icons: Icons): SVGSVGElement {
  const copy = copied(svg, undefined, icons) as SVGSVGElement
  const { width, height } = svg.viewBox.baseVal
  const back = inert.createElementNS(copy.namespaceURI, "rect")
  back.setAttribute("fill", svg.parentElement ? getComputedStyle(svg.parentElement).backgroundColor : "none")
  for (const element of [copy, back]) for (const [key, value] of Object.entries({ width, height })) element.setAttribute(key, `${+value.toFixed(2)}`)
  const first = [...copy.children].find(({ localName }) => localName === "g")
  copy.insertBefore(back, first ?? null)
  return copy
}

function copied(element: Element, around: CSSStyleDeclaration | undefined, icons: Icons): Element | undefined {
  const style = getComputedStyle(element)
  if (element.matches(HELP) || style.display === "none") return undefined
  const copy = inert.importNode(element, false)
  const said = isDrawn(element)
  for (const name of ["class", "style", "tabindex", ...(said ? LOOKS : [])]) copy.removeAttribute(name)
  if (said) dress(copy, style, around)
  settle(copy, icons)
  for (const child of element.childNodes) {
    const part = child instanceof Element ? copied(child, said ? style : around, icons) : inert.importNode(child)
    if (part) copy.append(part)
  }
  return copy
}

/** Titles and descriptions have no looks. */
function isDrawn(element: Element): boolean {
  return element instanceof SVGGraphicsElement || element instanceof SVGTextContentElement
}

/** Write the looks of an element down where they differ from what it would have anyway. */
function dress(copy: Element, style: CSSStyleDeclaration, around: CSSStyleDeclaration | undefined): void {
  for (const look of LOOKS) {
    const value = style.getPropertyValue(look)
    const usual = INHERITED.has(look) ? around?.getPropertyValue(look) : look === "opacity" ? "1" : "none"
    if (value && value !== usual) copy.setAttribute(look === LINED ? "text-decoration" : look, value.replace(/px\b/g, ""))
  }
}

/** Icons come along; links lead to where they lead from the page, unless that is on this machine only. */
function settle(copy: Element, icons: Icons): void {
  for (const attribute of [...copy.attributes]) {
    if (attribute.localName !== "href" || attribute.value.startsWith("#")) continue
    const url = new URL(attribute.value, document.baseURI).href
    if (url.startsWith("file:") && copy.localName !== "image") copy.removeAttributeNode(attribute)
    else if (copy.localName !== "image") attribute.value = url
    else attribute.value = icons?.[url.startsWith(ASSETS) ? url.slice(ASSETS.length) : url] ?? url
  }
}

function written(copy: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(copy)
}

async function pixels(copy: SVGSVGElement, name: string): Promise<Blob> {
  const { width, height } = copy.viewBox.baseVal
  const scale = Math.min(FINENESS, LARGEST / Math.max(width, height))
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) })
  const context = canvas.getContext("2d")
  context?.scale(scale, scale)
  if (context) await paint(copy, context)
  return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error(name)))))
}

function download(blob: Blob, name: string): void {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** The name of a file, made of words that anything may stand in. */
function fileName(words: readonly (string | null | undefined)[], form: Form): string {
  const plain = words.flatMap(word => word?.replace(/[^\p{L}\p{N}.]+/gu, "-").replace(/^-+|-+$/g, "") || [])
  return `${plain.join("_")}.${form}`
}
