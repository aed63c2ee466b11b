import type { ForecastView } from '#shared/contracts/forecasts.ts'

export const tileDays = 28

/** The sums of the next four weeks, and of the four before them, from what the chart shows. */
export interface NextDays {
  readonly units: number
  /** Null where the price of one is not known. */
  readonly revenueMinor: number | null
  readonly unitsBefore: number
  readonly revenueBeforeMinor: number
}

/** Adds up what lies nearest to today on both sides. Days without anything to sell count as nothing sold. */
export function nextDays({
  grain,
  history,
  points,
}: Pick<ForecastView, 'grain' | 'history' | 'points'>): NextDays {
  const count = grain === 'week' ? tileDays / 7 : tileDays
  const ahead = points.slice(0, count)
  const before = history.slice(-count)
  return {
    units: sum(ahead.map(({ units }) => units)),
    revenueMinor: ahead.some(({ revenueMinor }) => revenueMinor === null)
      ? null
      : sum(ahead.map(({ revenueMinor }) => revenueMinor ?? 0)),
    unitsBefore: sum(before.map(({ units }) => units ?? 0)),
    revenueBeforeMinor: sum(before.map(({ revenueMinor }) => revenueMinor)),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
