/* The facts as a page brings them along, written by `groundplan/render/viewer.py`. What is empty is left out there. */

/** Alternatives, in each of which every option named has one of the choices named; null stands for always. */
export type Guard = readonly Readonly<Record<string, readonly string[]>>[] | null

export type Direction = "inbound" | "outbound" | "internal" | "external"
export type Exposure = "public" | "private"
export type Layer = "underlay" | "overlay"

export interface Named {
  readonly name: string
  readonly href: string
}

export interface Choice {
  readonly id: string
  readonly name: string
  readonly requires?: Readonly<Record<string, readonly string[]>>
  readonly excludes?: Readonly<Record<string, readonly string[]>>
}

export interface Option extends Named {
  readonly id: string
  readonly default: string
  readonly choices: readonly Choice[]
}

export interface Channel {
  readonly name: string
  readonly exposure: Exposure
  readonly layer: Layer
  readonly encryption: string
  readonly controls?: readonly string[]
  readonly carriers?: readonly string[]
}

export interface DataClass extends Named {
  readonly whole?: string
}

export interface Place extends Named {
  readonly in?: string
  readonly kind: string
  readonly component?: true
  readonly owner?: string
  /** What it is called that a place is not there yet, or not for long. */
  readonly status?: string
  readonly stores?: readonly string[]
  readonly produces?: readonly string[]
  readonly text?: string
  readonly also?: string
}

export interface Flow extends Named {
  readonly id: string
  readonly number: number
  readonly from: string
  readonly to: string
  readonly through?: readonly string[]
  readonly direction: Direction
  /** The channels in the order of the tables, each with where it is the one. */
  readonly channel: readonly (readonly [string, Guard])[]
  readonly classes: Readonly<Partial<Record<Exposure, string>>>
  readonly status?: string
  readonly exists?: Guard
  readonly when?: string
  readonly purpose?: string
  readonly ports?: string
  readonly protocol?: string
  readonly sends?: readonly string[]
  readonly returns?: readonly string[]
  readonly enters?: readonly string[]
  readonly leaves?: readonly string[]
  readonly crosses?: readonly string[]
  readonly controls?: readonly string[]
  readonly openings?: readonly (readonly [string, Guard])[]
  readonly claims?: readonly string[]
  readonly text?: string
  readonly also?: string
}

export interface Claim {
  readonly statement: string
  readonly href: string
  readonly refuted?: true
}

export interface Step {
  readonly name: string
  readonly text?: string
  readonly by?: string
  readonly to?: string
  readonly uses?: string
}

export interface Procedure extends Named {
  readonly id: string
  readonly steps: readonly Step[]
  /** Where its sequence chart is. */
  readonly chart?: string
}

export interface View {
  readonly name: string
  /** The flows that the view shows, with where it does. */
  readonly flows: Readonly<Record<string, Guard>>
  /** Boundary -> where the picture is that shows it opened. */
  readonly levels?: Readonly<Record<string, string>>
}

export interface Data {
  /** The project's name. */
  readonly project: string
  readonly viewpoint: string
  readonly strings: Readonly<Record<string, string>>
  readonly labels: {
    readonly direction: Readonly<Record<Direction, string>>
    readonly exposure: Readonly<Record<Exposure, string>>
    readonly layer: Readonly<Record<Layer, string>>
  }
  readonly options: readonly Option[]
  readonly parties: Readonly<Record<string, string>>
  readonly purposes: Readonly<Record<string, Named>>
  readonly data: Readonly<Record<string, DataClass>>
  readonly channels: Readonly<Record<string, Channel>>
  readonly places: Readonly<Record<string, Place>>
  readonly flows: readonly Flow[]
  readonly claims: Readonly<Record<string, Claim>>
  readonly procedures: readonly Procedure[]
  readonly views: Readonly<Record<string, View>>
}

let source: Element | undefined
let parsed: Data | undefined

/** The facts of the page that is shown now, or undefined where it has none. */
export function pageData(): Data | undefined {
  const block = document.querySelector<HTMLTemplateElement>("template[data-groundplan=facts]")
  if (!block) return undefined
  if (block !== source) {
    source = block
    parsed = JSON.parse(block.content.textContent ?? "") as Data
  }
  return parsed
}
