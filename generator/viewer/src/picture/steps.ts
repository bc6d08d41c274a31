import { tell } from "./marks.ts"

/** Let the steps of a sequence chart that use a connection which is not there look so; `said` tells it to those who listen. */
export function voidSteps(svg: SVGSVGElement, exists: (flow: string) => boolean, said: string): void {
  for (const step of svg.querySelectorAll<SVGGElement>(".gp-step[data-flow]")) {
    const absent = !exists(step.dataset["flow"] ?? "")
    step.classList.toggle("gp-void", absent)
    for (const told of step.querySelectorAll<SVGGElement>(".gp-label, .gp-badge")) tell(told, told, absent ? said : "")
  }
}
