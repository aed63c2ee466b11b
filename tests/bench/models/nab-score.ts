/** One series of the Numenta Anomaly Benchmark with what a detector said of it. */
export interface ScoredSeries {
  /** One a row, any scale; the same for all series. */
  readonly scores: ArrayLike<number>
  /** First and last row of each labelled window, ascending, both inside. */
  readonly windows: readonly (readonly [number, number])[]
}

/** The benchmark's profiles: what a false alarm costs, and a window that nobody saw. */
export const nabProfiles = {
  standard: { falsePositive: 0.11, falseNegative: 1 },
  fewFalsePositives: { falsePositive: 0.22, falseNegative: 1 },
  fewFalseNegatives: { falsePositive: 0.11, falseNegative: 2 },
} as const
type Profile = (typeof nabProfiles)[keyof typeof nabProfiles]

/** The rows in which a detector may still learn: 15 % of a series, of at most 5,000 rows. */
export function probationRowCount(rowCount: number): number {
  return Math.floor(Math.min(0.15 * rowCount, 0.15 * 5_000))
}

/**
 * The benchmark's score (Lavin and Ahmad 2015), 100 for a perfect detector, 0 for a silent one, with the threshold that suits the
 * whole corpus best, as its rules want. An early alarm in a window is worth more than a late one; alarms outside cost, less so
 * close after a window.
 */
export function nabScore(series: readonly ScoredSeries[], profile: Profile): number {
  const alarms: Alarm[] = []
  for (const [index, one] of series.entries()) alarms.push(...alarmsOf(one, index, profile))
  alarms.sort((left, right) => right.score - left.score)
  const windowCount = series.reduce((sum, { windows }) => sum + windows.length, 0)
  const silent = -profile.falseNegative * windowCount
  const won = new Map<string, number>()
  let current = silent
  let best = silent
  for (const [place, { score, window, worth }] of alarms.entries()) {
    if (window === null) current += worth
    else {
      const before = won.get(window) ?? -profile.falseNegative
      if (worth > before) {
        won.set(window, worth)
        current += worth - before
      }
    }
    const isLastOfEquals = alarms[place + 1]?.score !== score
    if (isLastOfEquals) best = Math.max(best, current)
  }
  return (100 * (best - silent)) / (windowCount - silent)
}

interface Alarm {
  readonly score: number
  /** Which window it lies in; null: none. */
  readonly window: string | null
  readonly worth: number
}

/** What an alarm at each row after the probation would be worth. */
function alarmsOf({ scores, windows }: ScoredSeries, series: number, profile: Profile): Alarm[] {
  const alarms: Alarm[] = []
  for (let row = probationRowCount(scores.length); row < scores.length; row++) {
    const score = scores[row] ?? 0
    const inside = windows.findIndex(([first, last]) => row >= first && row <= last)
    const window = windows[inside]
    if (window !== undefined) {
      const position = -(window[1] - row + 1) / (window[1] - window[0] + 1)
      alarms.push({
        score,
        window: `${series}:${inside}`,
        worth: scaledSigmoid(position) / scaledSigmoid(-1),
      })
      continue
    }
    const past = windows.filter(([, last]) => last < row).at(-1)
    const position = past === undefined ? 3 : (row - past[1]) / (past[1] - past[0])
    alarms.push({ score, window: null, worth: scaledSigmoid(position) * profile.falsePositive })
  }
  return alarms
}

/** 2/(1+e^(5x)) - 1 at a place relative to a window: -1 is its beginning, 0 its end; -1 from 3 widths behind it. */
function scaledSigmoid(position: number): number {
  return position >= 3 ? -1 : 2 / (1 + Math.exp(5 * position)) - 1
}
