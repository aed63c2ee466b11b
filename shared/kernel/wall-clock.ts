import { minuteMs } from './time.ts'

/** What a clock on the wall and a calendar show. */
export interface WallClock {
  /** "2026-11-21". */
  readonly day: string
  /** 0..23. */
  readonly hour: number
  /** 0 is Sunday. */
  readonly weekday: number
}

/** Offsets change on quarter hours only, so one lookup serves all moments of a quarter. */
const quarterMs = 15 * minuteMs
const keptQuarters = 50_000
const formats = new Map<string, Intl.DateTimeFormat>()
const shown = new Map<string, WallClock>()

/** What clocks in a time zone such as "Europe/London" show at a moment, UTC epoch ms. */
export function wallClock(timeZone: string, epochMs: number): WallClock {
  const quarter = Math.floor(epochMs / quarterMs)
  const key = `${quarter} ${timeZone}`
  const known = shown.get(key)
  if (known !== undefined) return known
  // "2026-11-21, 14".
  const text = formatOf(timeZone).format(quarter * quarterMs)
  const day = text.slice(0, 10)
  const clock = { day, hour: Number(text.slice(-2)), weekday: new Date(day).getUTCDay() }
  if (shown.size >= keptQuarters) shown.clear()
  shown.set(key, clock)
  return clock
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}
