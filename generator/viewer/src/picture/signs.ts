/* The signs of a legend, and whether a drawing has them. */

/** Sign of the legend -> what has it in a drawing. */
const SIGNS: Readonly<Record<string, string>> = {
  inbound: ".gp-line.gp-inbound",
  outbound: ".gp-line.gp-outbound",
  internal: ".gp-line.gp-internal",
  external: ".gp-line.gp-external",
  public: ".gp-line.gp-public:not(.gp-overlay)",
  private: ".gp-line.gp-private:not(.gp-overlay)",
  overlay: ".gp-line.gp-overlay",
  carrier: ".gp-line > .gp-wide",
  tally: ".gp-tally",
  planned: ".gp-planned",
  viewpoint: ".gp-viewpoint",
  customer: ".gp-customer",
  vendor: ".gp-vendor",
  provider: ".gp-provider",
  "third-party": ".gp-third-party",
  collapsed: "[data-collapsed]",
}

/** Whether a drawing shows a sign now. */
export function has(svg: SVGSVGElement, sign: string): boolean {
  return [...svg.querySelectorAll(SIGNS[sign] ?? "*")].some(element => !element.closest(".gp-absent"))
}
