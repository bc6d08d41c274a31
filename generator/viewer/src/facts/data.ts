/* The facts as a page brings them along. Written by `write_types.py` from the records of `groundplan/render/viewer`. */

/** Alternatives, in each of which every option named has one of the choices named; null stands for always. */
export type Guard = readonly Readonly<Record<string, readonly string[]>>[] | null

export type Direction = "inbound" | "outbound" | "internal" | "external"

export type Exposure = "public" | "private"

export type Layer = "underlay" | "overlay"

export type Became = "added" | "gone" | "changed"

/** A name, and the address of the entry. */
export interface Named {
  readonly name: string
  readonly href: string
}

/** One value of an option, with what it demands of other options. */
export interface Choice {
  readonly id: string
  readonly name: string
  readonly requires?: Readonly<Record<string, readonly string[]>>
  readonly excludes?: Readonly<Record<string, readonly string[]>>
}

/** What a deployment can be configured by. */
export interface Option {
  readonly id: string
  readonly name: string
  readonly href: string
  readonly default: string
  readonly choices: readonly Choice[]
}

/** A type of connection. */
export interface Channel {
  readonly name: string
  readonly exposure: Exposure
  readonly layer: Layer
  readonly encryption: string
  readonly controls?: readonly string[]
}

/** A class of data, with the one that it is part of. */
export interface DataClass {
  readonly name: string
  readonly href: string
  readonly whole?: string
}

/** What is otherwise of a place with some choices. What is not told here is as ever. */
export interface PlaceTurn {
  readonly where: Guard
  readonly in?: string
  readonly owner?: string
}

/** A boundary or a component, with the boundary around it. */
export interface Place {
  readonly name: string
  readonly href: string
  readonly in?: string
  readonly component?: true
  readonly kind: string
  readonly owner?: string
  /** What it is called that a place is not there yet, or not for long. */
  readonly status?: string
  readonly stores?: readonly string[]
  readonly produces?: readonly string[]
  /** What of it is by choice. */
  readonly turns?: readonly PlaceTurn[]
}

/** What is otherwise of a connection with some choices. What is not told here is as ever. */
export interface FlowTurn {
  readonly where: Guard
  readonly direction?: Direction
  readonly classes?: Readonly<Partial<Record<Exposure, string>>>
  readonly through?: readonly string[]
  readonly ways?: readonly (readonly string[])[]
  readonly ports?: string
  readonly protocol?: string
  readonly sends?: readonly string[]
  readonly returns?: readonly string[]
  readonly enters?: readonly string[]
  readonly leaves?: readonly string[]
  readonly crosses?: readonly string[]
  readonly controls?: readonly string[]
}

/** A connection, as it is with the default choices, or with the first that it exists with. */
export interface Flow {
  readonly id: string
  readonly number: number
  readonly name: string
  readonly href: string
  readonly from: string
  readonly to: string
  readonly direction: Direction
  /** The channels in the order of the tables, each with where it is the one. */
  readonly channel: readonly (readonly [string, Guard])[]
  /** What it is called over channels of each exposure that it may have. */
  readonly classes: Readonly<Partial<Record<Exposure, string>>>
  readonly status?: string
  readonly through?: readonly string[]
  /** The places that each pair of its ends touches, in order, where it has several ends. */
  readonly ways?: readonly (readonly string[])[]
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
  /** The flows whose openings in the firewall it needs, with where it does. */
  readonly openings?: readonly (readonly [string, Guard])[]
  /** The flows that carry it directly, with where they do. */
  readonly carriers?: readonly (readonly [string, Guard])[]
  /** What of it is by choice, besides the channel. */
  readonly turns?: readonly FlowTurn[]
  readonly claims?: readonly string[]
}

/** A promise, with its verdict. What it states is told beside the facts. */
export interface Claim {
  readonly href: string
  readonly refuted?: true
}

/** A step of a procedure. */
export interface Step {
  readonly name: string
  readonly by?: string
  readonly to?: string
  readonly uses?: string
}

/** What somebody does, step by step. */
export interface Procedure {
  readonly id: string
  readonly name: string
  readonly href: string
  readonly steps: readonly Step[]
  /** Where its sequence chart is. */
  readonly chart?: string
  /** Where charts are that stand for it with other choices, with those. */
  readonly charts?: readonly (readonly [string, Guard])[]
}

/** A diagram. */
export interface View {
  readonly name: string
  /** The flows that the view shows, with where it does. */
  readonly flows: Readonly<Record<string, Guard>>
  /** The choices that it starts with, where they are not the defaults. */
  readonly start?: Readonly<Record<string, string>>
  /** Boundary or component -> where the picture is that shows it opened. */
  readonly levels?: Readonly<Record<string, string>>
}

/** What pictures compare with, where that is an earlier edition of the model, and what has become of connections since. */
export interface Since {
  readonly said: string
  readonly flows: Readonly<Record<string, Became>>
  /** What there is to tell of a connection, as HTML. */
  readonly told?: Readonly<Record<string, string>>
}

/** What readers call the members of closed sets. */
export interface Labels {
  readonly direction: Readonly<Record<Direction, string>>
  readonly exposure: Readonly<Record<Exposure, string>>
  readonly layer: Readonly<Record<Layer, string>>
}

/** The facts in one language. */
export interface Data {
  /** The project's name. */
  readonly project: string
  /** Which edition of the model the site was made from, for what is taken away from it. */
  readonly origin?: string
  readonly viewpoint: string
  readonly strings: Readonly<Record<string, string>>
  readonly labels: Labels
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
  readonly since?: Since
}

/** What is told of an entry beside its facts. */
export interface EntryTexts {
  readonly text?: string
  /** Its names in other languages. */
  readonly also?: string
}

/** What the viewer asks for once a reader wants to know more of something, in a file of its own for each language. */
export interface ViewerTexts {
  readonly places: Readonly<Record<string, EntryTexts>>
  readonly flows: Readonly<Record<string, EntryTexts>>
  /** What is told of each step of a procedure. */
  readonly steps: Readonly<Record<string, readonly EntryTexts[]>>
  /** What each promise states. */
  readonly claims: Readonly<Record<string, string>>
}
