/* What comes only when it is asked for: scripts beside this one. Unlike modules and requests they load from a disk, too. */

/** Where this script stands, and what comes with it. */
export const ASSETS = new URL(".", (document.currentScript as HTMLScriptElement | null)?.src ?? document.baseURI).href

const loading = new Map<string, Promise<void>>()

/** Run a script, once. Rejects where it cannot be had; asked again, it is tried again. */
export function run(url: string): Promise<void> {
  const started = loading.get(url) ?? attempt(url)
  loading.set(url, started)
  return started
}

function attempt(url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = url
    script.onload = () => resolve()
    script.onerror = () => {
      script.remove()
      loading.delete(url)
      reject(new Error(url))
    }
    document.head.append(script)
  })
}

declare global {
  interface Window {
    groundplanPictures?: Record<string, string>
  }
}

/** A picture that is no part of the page. Its addresses are relative to its own file. */
export async function picture(href: string): Promise<SVGSVGElement> {
  const url = new URL(href, document.baseURI).href
  await run(url)
  const stem = decodeURIComponent(/([^/]*)\.js$/.exec(new URL(url).pathname)?.[1] ?? "")
  const { documentElement } = new DOMParser().parseFromString(self.groundplanPictures?.[stem] ?? "", "image/svg+xml")
  if (!(documentElement instanceof SVGSVGElement)) throw new Error(url)
  for (const element of documentElement.querySelectorAll("*")) {
    for (const attribute of element.attributes) {
      if (attribute.localName === "href" && !attribute.value.startsWith("#")) attribute.value = new URL(attribute.value, url).href
    }
  }
  return document.importNode(documentElement, true)
}
