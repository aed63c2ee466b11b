/** One side of the profile: a level with how sure it is and what it was read from, or what is missing to say it. */
export type Trait<Level extends string> =
  | {
      readonly level: Level
      /** How likely it is that more purchases would give the same level, 0..1. */
      readonly confidence: number
      /** In words, for the customer and the staff alike. */
      readonly factors: readonly string[]
    }
  | { readonly level: null; readonly missing: string }

/** Three levels of a share 0..1, by thirds. */
const borders = [1 / 3, 2 / 3] as const

/**
 * The level of the mean of values 0..1, by thirds, and how likely the true mean lies in the same third: the distance to the next border in
 * standard errors, through the logistic curve that comes closest to the normal one (Camilli 1994). One more value of a half is
 * counted in, and no spread is less than a fifth, so that a few equal values are not certainty.
 */
export function levelOfMean<Level extends string>(
  values: readonly number[],
  levels: readonly [Level, Level, Level],
): { level: Level; confidence: number; mean: number } {
  const count = values.length + 1
  const mean = values.reduce((sum, value) => sum + value, 0.5) / count
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, (0.5 - mean) ** 2) / count
  const standardError = Math.max(0.2, Math.sqrt(variance)) / Math.sqrt(count)
  const isBelow = (border: number) => 1 / (1 + Math.exp((-1.702 * (border - mean)) / standardError))
  const [low, high] = [isBelow(borders[0]), isBelow(borders[1])]
  const place = mean < borders[0] ? 0 : mean < borders[1] ? 1 : 2
  return { level: levels[place], confidence: [low, high - low, 1 - high][place] ?? 0, mean }
}
