import { earliestEventMs, latestEventMs, minuteMs } from '../kernel/time.ts'

/** How the day, month and year of a date follow each other. `iso` is year first. */
export type DateOrder = 'iso' | 'day-first' | 'month-first'

const isoDate = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[T ]+)/
const slashDate = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:$|[ ,T]+)/
const clockTime = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)? ?([AaPp][Mm])?$/
const zoneSuffix = / ?(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))$/

/**
 * The moment a shop's file means by "2010-12-01 08:26:00", "1/12/2010 8:26 AM" or "2026-01-05T10:11:12+02:00", as epoch
 * ms. A text with the year first is read so whatever the order says. `toEpochMs` places a wall clock that names no zone
 * ({@link zoneTime}); a date alone is its midnight. Undefined for anything else, and outside 1970..2199.
 */
export function parseOrderDate(
  text: string,
  order: DateOrder,
  toEpochMs: (wallClockMs: number) => number,
): number | undefined {
  const day = readCalendarDay(text, order)
  if (day === undefined) return undefined
  const rest = text.slice(day.length)
  const zone = rest === '' ? null : zoneSuffix.exec(rest)
  const timeMs = rest === '' ? 0 : dayTimeMs(zone === null ? rest : rest.slice(0, zone.index))
  if (timeMs === undefined) return undefined
  const wallClockMs = Date.UTC(day.year, day.month - 1, day.day) + timeMs
  const epochMs = zone === null ? toEpochMs(wallClockMs) : wallClockMs - zoneOffsetMs(zone)
  return epochMs < earliestEventMs || epochMs > latestEventMs ? undefined : epochMs
}

/** The day a text begins with, and how many characters tell it with what parts it from a time. */
export function readCalendarDay(
  text: string,
  order: DateOrder,
): { year: number; month: number; day: number; length: number } | undefined {
  const match = isoDate.exec(text) ?? (order === 'iso' ? null : slashDate.exec(text))
  if (match === null) return undefined
  const [first, second, third] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const isYearFirst = match[1]?.length === 4
  const [year, month, day] = isYearFirst
    ? [first, second, third]
    : order === 'day-first'
      ? [third, second, first]
      : [third, first, second]
  if (month < 1 || month > 12 || day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate())
    return undefined
  return { year, month, day, length: match[0].length }
}

function dayTimeMs(text: string): number | undefined {
  const match = clockTime.exec(text)
  if (match === null) return undefined
  const half = match[5]?.toLowerCase()
  const hourOnDial = Number(match[1])
  if (half !== undefined && (hourOnDial < 1 || hourOnDial > 12)) return undefined
  const hour = half === undefined ? hourOnDial : (hourOnDial % 12) + (half === 'pm' ? 12 : 0)
  const minute = Number(match[2])
  const second = Number(match[3] ?? 0)
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const ms = Math.floor(Number(`0.${match[4] ?? 0}`) * 1000)
  return (hour * 60 + minute) * minuteMs + second * 1000 + ms
}

function zoneOffsetMs(zone: RegExpExecArray): number {
  if (zone[1] !== undefined) return 0
  const ms = (Number(zone[3]) * 60 + Number(zone[4])) * minuteMs
  return zone[2] === '-' ? -ms : ms
}
