/* Sequence charts that stand in a page follow what it shows. */
import { extras } from "../extras/extras.ts"
import type { Configuration } from "../facts/configuration.ts"
import type { Procedure } from "../facts/data.ts"
import type { Facts } from "../facts/facts.ts"
import { say } from "../frame/parts.ts"
import { voidSteps } from "../picture/steps.ts"

/** A chart's place in the page. */
interface Spot {
  /** What came with the page. */
  readonly own: SVGSVGElement
  /** Where the chart is that is seen, or on its way; undefined stands for that of the page. */
  sought: string | undefined
}

const spots = new WeakMap<Element, Spot>()

/** Show each procedure of the page as it is in a configuration. */
export function showCharts(facts: Facts, configuration: Configuration): void {
  for (const canvas of document.querySelectorAll(".gp-canvas--chart")) {
    const own = canvas.querySelector<SVGSVGElement>(":scope > svg[data-procedure]")
    const procedure = facts.data.procedures.find(({ id }) => id === own?.dataset["procedure"])
    if (!own || !procedure) continue
    const spot = spots.get(canvas) ?? { own, sought: undefined }
    spots.set(canvas, spot)
    dress(own, facts, configuration)
    void seek(canvas, spot, procedure, facts, configuration).catch(() => undefined) // the chart that is there says for which choices it is
  }
}

/** Put the chart of other choices into the place of the page's own, or that back. */
async function seek(canvas: Element, spot: Spot, procedure: Procedure, facts: Facts, configuration: Configuration): Promise<void> {
  const wanted = facts.chart(procedure, configuration)
  const sought = wanted === procedure.chart ? undefined : wanted
  if (sought === spot.sought) return
  spot.sought = sought
  const svg = sought === undefined ? spot.own : await (await extras()).picture(sought)
  if (sought !== spot.sought) return
  dress(svg, facts, configuration)
  canvas.querySelector(":scope > svg")?.replaceWith(svg)
}

function dress(svg: SVGSVGElement, facts: Facts, configuration: Configuration): void {
  voidSteps(svg, flow => facts.state(flow, configuration) !== undefined, say(facts.data, "absent"))
}
