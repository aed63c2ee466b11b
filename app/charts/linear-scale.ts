/** Maps a value of the domain to a place in the range. */
export type Scale = (value: number) => number

/** A straight-line scale; a domain of one point maps to the middle of the range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [low, high] = domain
  const [from, to] = range
  if (low === high) return () => (from + to) / 2
  return (value) => from + ((value - low) / (high - low)) * (to - from)
}

/**
 * Round tick values from at most the lowest to at least the highest value, zero included, in steps of 1, 2 or 5 times a power
 * of ten. `aim` is roughly how many steps; at least two ticks come back.
 */
export function niceTicks(values: readonly number[], aim = 4): number[] {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  const span = high - low
  if (span === 0) return [0, 1]
  const rough = span / aim
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((multiple) => multiple * power >= rough * 0.999) ?? 10) * power
  const first = Math.floor(low / step + 1e-9)
  const last = Math.ceil(high / step - 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => roundOff((first + index) * step))
}

/** Removes what binary fractions leave behind: 0.30000000000000004 is 0.3. */
function roundOff(value: number): number {
  return Number(value.toPrecision(12))
}
