import { dayIn, dayMs } from '#shared/kernel/time.ts'
import { formatDate } from '../format/format-moment.ts'
import { countOf } from '../format/format-number.ts'

interface Interval {
  readonly from: string
  readonly to: string
}

/** Calendar days from now to a moment on the clock of the shop; below zero when it is past. */
export function daysUntil(moment: string, nowMs: number, timeZone: string): number {
  const day = (epochMs: number) => Date.parse(`${dayIn(timeZone, epochMs)}T00:00:00Z`)
  return Math.round((day(Date.parse(moment)) - day(nowMs)) / dayMs)
}

/** When something is expected, as one would say it: "today", "in 12 days", "3 days ago". */
export function expectedWords(moment: string, nowMs: number, timeZone: string): string {
  const days = daysUntil(moment, nowMs, timeZone)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days === -1) return 'yesterday'
  return days > 0 ? `in ${countOf(days, 'day')}` : `${countOf(-days, 'day')} ago`
}

/** The span in which eight of ten such things happen, the month and the year said once: "between 16 and 20 Nov 2026". */
export function intervalWords({ from, to }: Interval, timeZone: string): string {
  const last = formatDate(to, timeZone)
  const first = formatDate(from, timeZone)
  if (first === last) return `most likely on ${last}`
  const [day, month, year] = first.split(' ')
  const [, lastMonth, lastYear] = last.split(' ')
  const start = year !== lastYear ? first : month !== lastMonth ? `${day} ${month}` : day
  return `most likely between ${start} and ${last}`
}
