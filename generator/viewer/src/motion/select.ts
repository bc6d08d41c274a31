/* An element as d3-zoom wants to hold it. This stands in for d3-selection, d3-drag and d3-dispatch, of which it uses a handful (see
 * `build.mjs`): the rest would be a tenth of the first script. */
import type { Selection } from "d3-selection"
import { interrupt } from "./glide.ts"

type Listener = (this: EventTarget, event: Event, datum: unknown) => void
type Held = EventTarget & Record<string, unknown>

interface Listening {
  readonly listener: Listener
  readonly stop: () => void
}

const listening = new WeakMap<EventTarget, Map<string, Listening>>()

/** One element, or none where a filter left it out. */
class Single {
  readonly #node: Held | undefined

  constructor(node: Held | undefined) {
    this.#node = node
  }

  /** Listen to events, each given as `type.name`; null stops that, of all types where `names` is `.name`. Without a listener: which one it is. */
  on(names: string, listener?: Listener | null, options?: AddEventListenerOptions | boolean): this | Listener | undefined {
    const node = this.#node
    if (!node) return listener === undefined ? undefined : this
    const known = listening.get(node) ?? new Map<string, Listening>()
    listening.set(node, known)
    if (listener === undefined) return known.get(names)?.listener
    for (const name of names.split(" ")) {
      for (const [other, { stop }] of [...known]) {
        if (other !== name && !(name.startsWith(".") && other.endsWith(name))) continue
        stop()
        known.delete(other)
      }
      if (listener) known.set(name, listen(node, name, listener, options))
    }
    return this
  }

  property(name: string, value: unknown): this {
    return this.each(function () {
      this[name] = typeof value === "function" ? (value as (this: Held) => unknown).call(this) : value
    })
  }

  filter(keeps: (this: Held) => unknown): Single {
    return new Single(this.#node && keeps.call(this.#node) ? this.#node : undefined)
  }

  style(name: string, value: string): this {
    return this.each(function () {
      ;(this as unknown as HTMLElement).style.setProperty(name, value)
    })
  }

  interrupt(): this {
    return this.each(function () {
      interrupt(this as unknown as Element)
    })
  }

  each(act: (this: Held) => void): this {
    if (this.#node) act.call(this.#node)
    return this
  }

  call(act: (selection: this) => void): this {
    act(this)
    return this
  }

  datum(): undefined {
    return undefined
  }
}

function listen(node: EventTarget, name: string, listener: Listener, options?: AddEventListenerOptions | boolean): Listening {
  const type = name.split(".")[0] ?? ""
  const heard = (event: Event) => listener.call(node, event, undefined)
  node.addEventListener(type, heard, options)
  return { listener, stop: () => node.removeEventListener(type, heard, options) }
}

export function select<T extends EventTarget>(node: T): Selection<T & HTMLElement, unknown, null, undefined> {
  return new Single(node as unknown as Held) as unknown as Selection<T & HTMLElement, unknown, null, undefined>
}

/** Where in an element a pointer is. */
export function pointer(event: MouseEvent | Touch, node = (event as MouseEvent).currentTarget as Element): [number, number] {
  const { left, top } = node.getBoundingClientRect()
  return [event.clientX - left - node.clientLeft, event.clientY - top - node.clientTop]
}

const CAUGHT = { capture: true, passive: false }

/** While a pointer moves the drawing, it neither drags nor selects anything. */
export function dragDisable(view: Window): void {
  new Single(view as unknown as Held).on("dragstart.drag selectstart.drag", stop, CAUGHT)
}

/** After that; what was moved was not clicked. */
export function dragEnable(view: Window, moved: boolean): void {
  const window = new Single(view as unknown as Held)
  window.on("dragstart.drag selectstart.drag", null)
  if (!moved) return
  window.on("click.drag", stop, CAUGHT)
  setTimeout(() => window.on("click.drag", null))
}

function stop(event: Event): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Tells of events by their types, each to one listener. */
export function dispatch(): object {
  const listeners = new Map<string, (...of: unknown[]) => void>()
  return {
    on(type: string, listener: (...of: unknown[]) => void) {
      listeners.set(type, listener)
      return this
    },
    call: (type: string, that: unknown, ...of: unknown[]) => listeners.get(type)?.apply(that, of),
  }
}
