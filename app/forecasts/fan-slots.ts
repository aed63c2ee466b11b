import type { ForecastView } from '#shared/contracts/forecasts.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { formatDay } from '../format/format-moment.ts'

type Mark = ForecastView['marks'][number]

/** One day or week of the chart: what was sold, or what is expected, never both. */
export interface FanSlot {
  /** "Week from 23 Nov 2026". */
  readonly label: string
  readonly axisLabel: string
  readonly from: string
  /** Units sold; null: there was nothing to sell. Undefined ahead of today. */
  readonly sold: number | null | undefined
  readonly revenueMinor: number | null
  readonly expected: ForecastView['points'][number] | undefined
  readonly marks: readonly Mark[]
}

/** An earlier forecast on the same axis: `at` counts slots from the first, and may lie between two. */
export interface EarlierLine {
  readonly asOf: string
  readonly points: readonly { readonly at: number; readonly units: number }[]
}

/** Beyond a year, the axis needs months with their years. */
const weeksWithoutYear = 52
const slotDays = { day: 1, week: 7 } as const

/** History and forecast one after the other, oldest first, each with the holidays and events in it. */
export function fanSlots(forecast: Pick<ForecastView, 'grain' | 'history' | 'points' | 'marks'>): FanSlot[] {
  const { grain, history, points, marks } = forecast
  const isLong = grain === 'week' && history.length + points.length > weeksWithoutYear
  const named = ({ from, to }: { from: string; to: string }) => ({
    label: grain === 'week' ? `Week from ${formatDay(from)}` : formatDay(from),
    axisLabel: isLong ? formatDay(from).replace(/^\d+ /, '') : formatDay(from, false),
    from,
    marks: eachOnce(marks.filter(({ day }) => day >= from && day <= to)),
  })
  return [
    ...history.map((past) => ({
      ...named(past),
      sold: past.units,
      revenueMinor: past.revenueMinor,
      expected: undefined,
    })),
    ...points.map((point) => ({
      ...named(point),
      sold: undefined,
      revenueMinor: point.revenueMinor,
      expected: point,
    })),
  ]
}

/** What lasts several days is one thing. */
function eachOnce(marks: readonly Mark[]): Mark[] {
  return [...new Map(marks.map((mark) => [mark.name, mark])).values()]
}

/**
 * What was said before, placed among the slots of what was sold since; the rest is left out. It was said by the week: in a chart of
 * days each week is its mean, in its middle.
 */
export function earlierLines({
  grain,
  history,
  past,
}: Pick<ForecastView, 'grain' | 'history' | 'past'>): EarlierLine[] {
  const first = history[0]?.from
  if (first === undefined) return []
  const span = slotDays[grain]
  return past
    .map(({ asOf, points }) => ({
      asOf,
      points: points
        .map(({ from, to, units }) => {
          const start = daysBetween(first, from)
          const dayCount = daysBetween(from, to) + 1
          return { at: (start + dayCount / 2) / span - 0.5, units: (units * span) / dayCount }
        })
        .filter(({ at }) => at >= 0 && at <= history.length - 1),
    }))
    .filter((line) => line.points.length > 0)
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs
}
