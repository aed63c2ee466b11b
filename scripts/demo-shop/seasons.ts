import type { RandomSource } from '#shared/kernel/random.ts'
import { dayMs, hourMs, secondMs } from '#shared/kernel/time.ts'
import { drawWeighted, drawWhole } from './draw.ts'
import { atLondonTime, londonClock } from './london-time.ts'

/** The stretch of time a demo shop lives through. */
export interface Calendar {
  readonly startMs: number
  /** From here on the shop is connected to Patron; what came before is known from an exported file alone. */
  readonly liveFromMs: number
  readonly nowMs: number
}

const historyDays = 548
const importedDays = 92

/** Eighteen months that end now, the first three of them before the shop was connected. */
export function calendarUntil(nowMs: number): Calendar {
  const startMs = nowMs - historyDays * dayMs
  return { startMs, liveFromMs: startMs + importedDays * dayMs, nowMs }
}

export type SalesChannel = 'web' | 'pos' | 'whatsapp'

// January to December: Christmas above all, a little more in the garden and picnic months.
const monthWeights = [0.8, 0.85, 0.95, 1, 1, 1.1, 1.15, 1.05, 0.95, 1.05, 1.5, 2]
// Sunday to Saturday.
const weekdayWeights: Record<SalesChannel, readonly number[]> = {
  web: [1.3, 1.15, 1, 0.95, 1, 0.85, 0.9],
  pos: [0.7, 0.6, 0.75, 0.9, 1, 1.3, 1.9],
  whatsapp: [0.5, 1.1, 1.1, 1, 1.1, 1.2, 0.9],
}
// Hour of the day in London, midnight first.
const hourWeights: Record<SalesChannel, readonly number[]> = {
  web: [2, 1, 0, 0, 0, 1, 3, 5, 6, 6, 6, 6, 8, 8, 6, 5, 5, 6, 7, 9, 11, 11, 8, 4],
  pos: [0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 8, 10, 11, 10, 8, 8, 8, 7, 0, 0, 0, 0, 0, 0],
  whatsapp: [0, 0, 0, 0, 0, 0, 0, 2, 6, 9, 9, 8, 7, 7, 7, 8, 8, 8, 6, 4, 3, 1, 0, 0],
}
const hoursOfDay = Array.from({ length: 24 }, (_, hour) => hour)
const growthRate = 1.1

/** How busy a moment's day is for the shop as a whole: it more than doubles over the calendar and peaks in December. */
export function demandAt(epochMs: number, calendar: Calendar): number {
  const grown = 1 + (growthRate * (epochMs - calendar.startMs)) / (calendar.nowMs - calendar.startMs)
  return grown * (monthWeights[londonClock(epochMs).getUTCMonth()] ?? 1)
}

/** A day between two moments, busy days more often than quiet ones. Returns a moment on that day. */
export function drawBusyDay(fromMs: number, toMs: number, calendar: Calendar, random: RandomSource): number {
  // Drawing a few and weighing them comes close enough to the true distribution and needs no table of days.
  const candidates = Array.from({ length: 6 }, () => fromMs + random() * Math.max(0, toMs - fromMs))
  return drawWeighted(candidates, (candidate) => demandAt(candidate, calendar), random)
}

/**
 * The moment someone who could buy from `dueMs` on really does: within three days, on a weekday and at an hour that
 * suit the channel. May lie after the calendar's end.
 */
export function drawShoppingMoment(dueMs: number, channel: SalesChannel, random: RandomSource): number {
  const days = [0, 1, 2].map((ahead) => dueMs + ahead * dayMs)
  const day = drawWeighted(
    days,
    (candidate) => weekdayWeights[channel][londonClock(candidate).getUTCDay()] ?? 1,
    random,
  )
  const hour = drawWeighted(hoursOfDay, (candidate) => hourWeights[channel][candidate] ?? 0, random)
  return atLondonTime(day, hour * hourMs + drawWhole(0, 3599, random) * secondMs)
}

/** November's second half and December up to the last day of post: when presents are bought. */
export function giftSeasons(calendar: Calendar): { fromMs: number; toMs: number }[] {
  const years = [0, 1, 2].map((more) => new Date(calendar.startMs).getUTCFullYear() + more)
  return years
    .map((year) => ({ fromMs: Date.UTC(year, 10, 12), toMs: Date.UTC(year, 11, 20) }))
    .filter((season) => season.toMs > calendar.startMs && season.fromMs < calendar.nowMs)
}
