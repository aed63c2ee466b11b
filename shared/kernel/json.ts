/** Anything JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as trimmed non-empty text, or undefined. Numbers become their decimal text (an id sent as a number). */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

/** An object of the fields that have a value. */
export function filledIn(values: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: JsonObject = {}
  for (const [name, value] of Object.entries(values)) if (value !== undefined) kept[name] = value
  return kept
}

/** Whether a value is nested in more than `levels` objects and lists. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  // Not `for in`: it looks through the prototypes of every object, which takes longer than all the rest of this check.
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && isDeeperThan(inner, levels - 1)) return true
  }
  return false
}
