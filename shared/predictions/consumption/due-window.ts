import type { duePurchaseStates } from '../../contracts/predictions.ts'
import { zoneTime } from '../../imports/zone-time.ts'
import { dayIn, dayMs } from '../../kernel/time.ts'

export type DueState = (typeof duePurchaseStates)[number]

/** Where the states of expected purchases border on each other, UTC epoch ms: days are those of the shop. */
export interface DueBorders {
  /** Expected before: overdue. */
  readonly todayMs: number
  /** Before: due today or tomorrow. */
  readonly dayAfterTomorrowMs: number
  /** Before: soon. */
  readonly endMs: number
}

/** `days`: how far `soon` reaches, today being the first. */
export function dueBorders(timeZone: string, nowMs: number, days: number): DueBorders {
  const toEpoch = zoneTime(timeZone)
  const today = Date.parse(`${dayIn(timeZone, nowMs)}T00:00:00Z`)
  const startOf = (daysAhead: number) => toEpoch(today + daysAhead * dayMs)
  return {
    todayMs: startOf(0),
    dayAfterTomorrowMs: startOf(2),
    endMs: startOf(Math.max(days, 2)),
  }
}

/** The stretch of expected moments that belongs to a state, or to all three. */
export function dueStretch(
  { todayMs, dayAfterTomorrowMs, endMs }: DueBorders,
  state: DueState | undefined,
): { fromMs: number; toMs: number } {
  switch (state) {
    case 'overdue':
      return { fromMs: 0, toMs: todayMs }
    case 'due':
      return { fromMs: todayMs, toMs: dayAfterTomorrowMs }
    case 'soon':
      return { fromMs: dayAfterTomorrowMs, toMs: endMs }
    case undefined:
      return { fromMs: 0, toMs: endMs }
  }
}

export function dueState({ todayMs, dayAfterTomorrowMs }: DueBorders, expectedAtMs: number): DueState {
  if (expectedAtMs < todayMs) return 'overdue'
  return expectedAtMs < dayAfterTomorrowMs ? 'due' : 'soon'
}
