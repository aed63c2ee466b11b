import { dayMs, hourMs } from '#shared/kernel/time.ts'

/**
 * How far London's clocks are ahead of UTC at a moment, in ms: one hour from 01:00 UTC on the last Sunday of March
 * to 01:00 UTC on the last Sunday of October, else none.
 */
export function londonOffsetMs(epochMs: number): number {
  const year = new Date(epochMs).getUTCFullYear()
  return epochMs >= lastSundayMs(year, 2) && epochMs < lastSundayMs(year, 9) ? hourMs : 0
}

/** What London's calendar and clocks show at a moment, written as if it were UTC: use the getUTC… methods on it. */
export function londonClock(epochMs: number): Date {
  return new Date(epochMs + londonOffsetMs(epochMs))
}

/** The moment at which London's clocks show `sinceMidnightMs` after midnight on the day that `epochMs` falls on. */
export function atLondonTime(epochMs: number, sinceMidnightMs: number): number {
  const clock = epochMs + londonOffsetMs(epochMs)
  const shown = clock - (clock % dayMs) + sinceMidnightMs
  return shown - londonOffsetMs(shown)
}

/** 01:00 UTC on the last Sunday of a month (0 is January). */
function lastSundayMs(year: number, month: number): number {
  const lastDayMs = Date.UTC(year, month + 1, 0)
  return lastDayMs - new Date(lastDayMs).getUTCDay() * dayMs + hourMs
}
