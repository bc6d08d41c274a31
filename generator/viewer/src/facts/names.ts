/* Maps by name. Nothing is in them but what was put there: `constructor`, `toString` and `__proto__` are names like others, in a model
 * and in an address. */

/** Name -> value, from pairs; of two with one name the later counts. */
export function byName<T>(pairs: Iterable<readonly [string, T]> = []): Record<string, T> {
  const found = Object.create(null) as Record<string, T>
  for (const [name, value] of pairs) found[name] = value
  return found
}

/** `record` with one value more, or another one. */
export function having<T>(record: Readonly<Record<string, T>>, name: string, value: T): Record<string, T> {
  return byName([...Object.entries(record), [name, value]])
}

/** What a text of JSON says, all of its objects being maps by name. */
export function parsed<T>(text: string): T {
  return bare(JSON.parse(text)) as T
}

function bare(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value
  if (!Array.isArray(value)) Object.setPrototypeOf(value, null)
  Object.values(value).forEach(bare)
  return value
}
