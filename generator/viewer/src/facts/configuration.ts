import type { Choice, Guard, Option } from "./data.ts"
import { byName } from "./names.ts"

/** Option -> choice, for every option. */
export type Configuration = Readonly<Record<string, string>>

/** Whether a configuration is among the alternatives of a guard. */
export function holds(guard: Guard | undefined, configuration: Configuration): boolean {
  if (guard === null || guard === undefined) return true
  return guard.some(alternative => Object.entries(alternative).every(([option, choices]) => choices.includes(configuration[option] ?? "")))
}

export function defaults(options: readonly Option[]): Configuration {
  return byName(options.map(option => [option.id, option.default] as const))
}

/** The choices that are not the defaults. */
export function changes(options: readonly Option[], configuration: Configuration): Record<string, string> {
  const changed = options.filter(option => configuration[option.id] !== option.default)
  return byName(changed.map(option => [option.id, configuration[option.id] ?? option.default] as const))
}

/** Whether what the choices require and exclude allows a configuration. */
export function allowed(options: readonly Option[], configuration: Configuration): boolean {
  return options.every(option => {
    const choice = option.choices.find(choice => choice.id === configuration[option.id])
    return choice !== undefined && agrees(choice, configuration)
  })
}

function agrees(choice: Choice, configuration: Configuration): boolean {
  const named = (conditions: Readonly<Record<string, readonly string[]>> = {}) =>
    Object.entries(conditions).map(([option, choices]) => choices.includes(configuration[option] ?? ""))
  return named(choice.requires).every(Boolean) && !named(choice.excludes).some(Boolean)
}

/** The options `named`, with those that decide whether their choices are allowed, in the model's order. */
export function tied(options: readonly Option[], named: Iterable<string>): readonly Option[] {
  const found = new Set(named)
  const mentions = ({ choices }: Option) => choices.flatMap(({ requires = {}, excludes = {} }) => [...Object.keys(requires), ...Object.keys(excludes)])
  for (let before = -1; before < found.size; ) {
    before = found.size
    for (const option of options) {
      const others = mentions(option)
      if (others.some(other => found.has(other))) found.add(option.id)
      if (found.has(option.id)) for (const other of others) found.add(other)
    }
  }
  return options.filter(({ id }) => found.has(id))
}

/** The options that guards speak of, in the model's order. */
export function deciding(options: readonly Option[], guards: Iterable<Guard | undefined>): readonly Option[] {
  const named = new Set<string>()
  for (const guard of guards) for (const alternative of guard ?? []) for (const option of Object.keys(alternative)) named.add(option)
  return options.filter(option => named.has(option.id))
}
