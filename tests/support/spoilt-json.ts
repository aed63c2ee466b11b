import * as fc from 'fast-check'
import type { Json } from '#shared/kernel/json.ts'

const hostile: fc.Arbitrary<Json | undefined> = fc.oneof(
  fc.constantFrom<Json | undefined>(
    undefined,
    null,
    '',
    ' ',
    '0',
    '-0',
    -0,
    1e21,
    -1,
    0.1,
    9_007_199_254_740_991,
    '9'.repeat(40),
    'NaN',
    '1e5',
    '2026-11-21',
    '9999-12-31T00:00:00Z',
    'GBP',
    'x'.repeat(400),
    '\ud800',
    true,
    [],
    {},
    [null],
    JSON.parse('{"__proto__":{"id":"x"},"constructor":1}'),
  ),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
)

/** A JSON value with one to three of its parts, at any depth, replaced or left out. */
export function spoilt(values: readonly Json[]): fc.Arbitrary<Json> {
  const changes = fc.array(fc.tuple(fc.noBias(fc.nat()), hostile), { minLength: 1, maxLength: 3 })
  return fc.tuple(fc.constantFrom(...values), changes).map(([value, replacements]) => {
    const holder: { whole: Json } = { whole: structuredClone(value) }
    for (const [place, replacement] of replacements) {
      const places = placesOf(holder)
      const found = places[place % places.length]
      if (found !== undefined) found(replacement)
    }
    // Only what JSON can carry ever arrives.
    return JSON.parse(JSON.stringify(holder.whole ?? null))
  })
}

/** Every place in a value, as what puts something else there. */
function placesOf(value: Json | { whole: Json }): ((replacement: Json | undefined) => void)[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = value as Record<string, Json>
  return Object.keys(inside).flatMap((name) => [
    (replacement: Json | undefined) => {
      if (replacement === undefined) delete inside[name]
      // A part of its own: the same one put into itself would never end.
      else inside[name] = structuredClone(replacement)
    },
    ...placesOf(inside[name] ?? null),
  ])
}
