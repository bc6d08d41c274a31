/* The facts that a page is about: a script beside this one, the same for all pages of a language, and another one with what is told of them
 * in sentences, which comes when somebody wants to read it. */
import { run, unpacked } from "../extras/scripts.ts"
import { store } from "../state/store.ts"
import type { Data, ViewerTexts } from "./data.ts"
import { Facts } from "./facts.ts"
import { byName, parsed } from "./names.ts"

declare global {
  interface Window {
    /** Language -> the facts in it, as JSON that is compressed. */
    groundplanFacts?: Record<string, string>
    /** Language -> the texts that go with them, likewise. */
    groundplanTold?: Record<string, string>
  }
}

const known = new Map<string, Facts>()
const coming = new Map<string, Promise<Facts>>()

/** Call `begin` with the facts of the page that is shown now, if it has any: at once where they are here, or else when they come, as long
 * as `element` stands in the page. */
export function withFacts(element: HTMLElement, begin: (facts: Facts) => void): void {
  const about = (element.closest<HTMLElement>(".gp-change__map") ?? document).querySelector<HTMLElement>("groundplan-facts")
  const { src, texts, of } = about?.dataset ?? {}
  if (!src || !texts || !of) return
  const url = new URL(src, document.baseURI).href
  const facts = known.get(url)
  if (facts) return begin(facts)
  const asked = coming.get(url) ?? had(url, new URL(texts, document.baseURI).href, of)
  coming.set(url, asked)
  asked
    .then(came => element.isConnected && begin(came))
    .catch((error: unknown) => {
      coming.delete(url)
      console.error(error) // the page is whole without them
    })
}

async function had(url: string, texts: string, of: string): Promise<Facts> {
  await run(url)
  const came = new Facts(settled(parsed<Data>(await unpacked(self.groundplanFacts?.[of] ?? "")), url), teller(texts, of))
  known.set(url, came)
  return came
}

/** Who is asked for the texts gives them, once they are here; the first one who asks lets them come, and the page is told when they are. */
function teller(url: string, of: string): () => ViewerTexts | undefined {
  let texts: ViewerTexts | undefined
  let asked = false
  return () => {
    if (asked) return texts
    asked = true
    run(url)
      .then(() => unpacked(self.groundplanTold?.[of] ?? ""))
      .then(told => {
        texts = parsed<ViewerTexts>(told)
        for (const event of ["change", "told"]) store.dispatchEvent(new Event(event))
      })
      .catch((error: unknown) => {
        asked = false
        console.error(error)
      })
    return undefined
  }
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
