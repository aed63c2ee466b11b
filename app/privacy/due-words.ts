import { dayMs } from '#shared/kernel/time.ts'

/** How urgent an answer is: its words, and the tone that repeats them. */
export interface Due {
  readonly words: string
  readonly tone: 'plain' | 'good' | 'warn' | 'bad'
}

/** From so many days before the end on, a request wants to be seen. */
const soonDays = 7

/** How long there is until a moment, in whole days, rounded down; the last day says so. */
export function dueWords(dueAt: string, nowMs: number): Due {
  const leftMs = Date.parse(dueAt) - nowMs
  const days = Math.floor(Math.abs(leftMs) / dayMs)
  if (leftMs < 0) return { words: days === 0 ? 'Overdue' : `Overdue by ${dayCount(days)}`, tone: 'bad' }
  if (days === 0) return { words: 'Due today', tone: 'bad' }
  return { words: `${dayCount(days)} left`, tone: days <= soonDays ? 'warn' : 'plain' }
}

function dayCount(days: number): string {
  return days === 1 ? '1 day' : `${days} days`
}
