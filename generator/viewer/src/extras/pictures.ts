/* Pictures that are no part of the page. */
import { run, unpacked } from "./scripts.ts"

/** A drawing; in several languages, with a number between two signs wherever these differ, and what each has there. */
type Drawing = string | { readonly svg: string; readonly words: Readonly<Record<string, readonly string[]>> }

declare global {
  interface Window {
    /** Each picture by its name: a `Drawing` as JSON, compressed by zlib, in the letters of base64. */
    groundplanPictures?: Record<string, string>
  }
}

/** A picture that is no part of the page, in the language behind the `#` of its address. Its addresses are relative to its own file. */
export async function picture(href: string): Promise<SVGSVGElement> {
  const { hash, href: whole, pathname } = new URL(href, document.baseURI)
  const url = whole.slice(0, whole.length - hash.length)
  await run(url)
  const stem = decodeURIComponent(/([^/]*)\.js$/.exec(pathname)?.[1] ?? "")
  const drawn = said(JSON.parse(await unpacked(self.groundplanPictures?.[stem] ?? "")) as Drawing, hash.slice(1))
  const { documentElement } = new DOMParser().parseFromString(drawn, "image/svg+xml")
  if (!(documentElement instanceof SVGSVGElement)) throw new Error(url)
  for (const element of documentElement.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (attribute.localName === "href" && !attribute.value.startsWith("#")) attribute.value = new URL(attribute.value, url).href
    }
  }
  return document.importNode(documentElement, true)
}

/** A drawing with the words of a language in its gaps. */
function said(drawing: Drawing, language: string): string {
  if (typeof drawing === "string") return drawing
  const words = drawing.words[language] ?? []
  return drawing.svg.replace(/\x7f(\d+)\x7f/g, (_, number: string) => words[Number(number)] ?? "")
}
