import type { RandomSource } from '#shared/kernel/random.ts'

/** A whole number from `min` to `max`, both included. */
export function drawInt(random: RandomSource, min: number, max: number): number {
  return min + Math.floor(random() * (max - min + 1))
}

export function drawOne<Value>(random: RandomSource, values: readonly Value[]): Value {
  const value = values[Math.floor(random() * values.length)]
  if (value === undefined) throw new Error('nothing to draw from')
  return value
}

/** The values in random order. */
export function shuffled<Value>(random: RandomSource, values: readonly Value[]): Value[] {
  return values
    .map((value) => ({ value, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ value }) => value)
}
