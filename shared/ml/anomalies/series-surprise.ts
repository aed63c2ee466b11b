export interface SurpriseOptions {
  /** How many values "lately" is. */
  readonly recentCount: number
  /** After how many values the series comes round (a day of hours: 24); null: it does not. */
  readonly seasonCount: number | null
  /** For how many values after one an equal or lesser surprise is no news. */
  readonly quietCount: number
}

/** Seasons that the usual value at a place in the season is the mean of, and how many values around that place count. */
const seasonsBack = 7
const placesAround = 2
/** Fewer values than this show no usual. */
const fewestValues = 10
const fewestSeasonalValues = 30

/**
 * How surprising each value of a long series is when it arrives, in standard deviations, from what came before it alone. A value
 * surprises only if it does so beside the last values, beside all values so far and, where there is a season, beside the
 * same time in the last seasons: the least of the three counts. Within `quietCount` values after a surprise only greater
 * ones are told; the others get 0.
 *
 * Values must be finite. The first ones get 0.
 */
export function seriesSurprise(values: ArrayLike<number>, options: SurpriseOptions): Float64Array {
  const { recentCount, seasonCount, quietCount } = options
  const views = [
    deviations(values, recentCount, fewestValues),
    deviations(values, values.length, fewestValues),
  ]
  if (seasonCount !== null) {
    const residuals = seasonalResiduals(values, seasonCount)
    views.push(deviations(residuals, values.length, fewestSeasonalValues))
  }
  const least = Float64Array.from(values, (_, row) => {
    const surprise = Math.min(...views.map((view) => view[row] ?? 0))
    return surprise === Number.POSITIVE_INFINITY ? 0 : surprise
  })
  return withoutEchoes(least, quietCount)
}

/** Standard deviations from the mean of up to `windowCount` values before; infinite while there are fewer than `fewest`. NaN is passed over. */
function deviations(values: ArrayLike<number>, windowCount: number, fewest: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.POSITIVE_INFINITY)
  // Sums are of differences to a value of the series, lest digits be lost where its level is high.
  const origin = firstNumber(values)
  let count = 0
  let sum = 0
  let squares = 0
  const add = (value: number, sign: 1 | -1) => {
    if (Number.isNaN(value)) return
    count += sign
    sum += sign * (value - origin)
    squares += sign * (value - origin) ** 2
  }
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? 0
    if (count >= fewest && !Number.isNaN(value)) {
      const mean = sum / count
      const deviation = Math.sqrt(Math.max(squares / count - mean * mean, 0))
      result[row] = Math.abs(value - origin - mean) / (deviation + smallest)
    }
    add(value, 1)
    if (row >= windowCount) add(values[row - windowCount] ?? 0, -1)
  }
  return result
}

/** Keeps a series without any deviation from dividing by nothing. */
const smallest = 1e-6

function firstNumber(values: ArrayLike<number>): number {
  for (let row = 0; row < values.length; row++) if (!Number.isNaN(values[row])) return values[row] ?? 0
  return 0
}

/** Each value less the mean of those around the same place in the last seasons; NaN before there are enough. */
function seasonalResiduals(values: ArrayLike<number>, seasonCount: number): Float64Array {
  return Float64Array.from(values, (value, row) => {
    let sum = 0
    let count = 0
    for (let season = 1; season <= seasonsBack; season++) {
      for (let place = -placesAround; place <= placesAround; place++) {
        const earlier = row - season * seasonCount + place
        if (earlier < 0 || earlier >= row) continue
        sum += values[earlier] ?? 0
        count++
      }
    }
    return count < 2 * placesAround + 1 ? Number.NaN : value - sum / count
  })
}

function withoutEchoes(surprises: Float64Array, quietCount: number): Float64Array {
  // Rows whose surprise is greater than all after them within reach, greatest first.
  const ahead: number[] = []
  return surprises.map((surprise, row) => {
    while (ahead.length > 0 && (ahead[0] ?? 0) < row - quietCount) ahead.shift()
    const isEcho = (surprises[ahead[0] ?? -1] ?? Number.NEGATIVE_INFINITY) >= surprise
    while (ahead.length > 0 && (surprises[ahead.at(-1) ?? -1] ?? 0) <= surprise) ahead.pop()
    ahead.push(row)
    return isEcho ? 0 : surprise
  })
}
