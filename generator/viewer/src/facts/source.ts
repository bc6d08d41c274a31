/* The facts that a page is about: a script beside this one, the same for all pages of a language. */
import { run } from "../extras/scripts.ts"
import type { Data } from "./data.ts"
import { byName, parsed } from "./names.ts"

declare global {
  interface Window {
    /** Language -> the facts in it, as JSON. */
    groundplanFacts?: Record<string, string>
  }
}

const known = new Map<string, Data>()

/** Call `begin` with the facts of the page that is shown now, if it has any: at once where they are here, or else when they come, as long
 * as `element` stands in the page. */
export function withFacts(element: HTMLElement, begin: (data: Data) => void): void {
  const { src, of } = (element.closest<HTMLElement>(".gp-change__map") ?? document).querySelector<HTMLElement>("groundplan-facts")?.dataset ?? {}
  if (!src || !of) return
  const url = new URL(src, document.baseURI).href
  const data = known.get(url)
  if (data) return begin(data)
  run(url)
    .then(() => {
      const came = known.get(url) ?? settled(parsed<Data>(self.groundplanFacts?.[of] ?? ""), url)
      known.set(url, came)
      if (element.isConnected) begin(came)
    })
    .catch((error: unknown) => console.error(error)) // the page is whole without them
}

/** The facts with whole addresses: they are written as they lead from the script at `url`. */
function settled(data: Data, url: string): Data {
  const whole = (address: string) => new URL(address, url).href
  const { options, purposes, data: classes, places, flows, claims, procedures, views } = data
  const led = <T extends { readonly href: string }>(entry: T): T => ({ ...entry, href: whole(entry.href) })
  const each = <T, R>(record: Readonly<Record<string, T>>, act: (value: T) => R) => byName(Object.entries(record).map(([name, value]) => [name, act(value)]))
  return {
    ...data,
    options: options.map(led),
    purposes: each(purposes, led),
    data: each(classes, led),
    places: each(places, led),
    flows: flows.map(led),
    claims: each(claims, led),
    procedures: procedures.map(procedure => ({
      ...led(procedure),
      ...(procedure.chart && { chart: whole(procedure.chart) }),
      charts: (procedure.charts ?? []).map(([chart, where]) => [whole(chart), where] as const),
    })),
    views: each(views, view => ({ ...view, levels: each(view.levels ?? {}, whole) })),
  }
}
