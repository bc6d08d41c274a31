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

/** The text that was compressed by zlib and written in the letters of base64. */
export async function unpacked(packed: string): Promise<string> {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text()
}
