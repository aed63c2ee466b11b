import { dayMs, hourMs, minuteMs } from './time.ts'

/** What a clock on the wall and a calendar show. */
export interface WallClock {
  /** "2026-11-21". */
  readonly day: string
  /** 0..23. */
  readonly hour: number
  /** 0 is Sunday. */
  readonly weekday: number
}

/** Offsets change on quarter hours only. */
const quarterMs = 15 * minuteMs
/** A time zone's offset at the start of days (UTC, since 1970), ms. */
interface Zone {
  readonly format: Intl.DateTimeFormat
  readonly offsets: Map<number, number>
}
const zones = new Map<string, Zone>()
/** By the hours that have passed on the wall since 1970. */
const shown = new Map<number, WallClock>()
const keptHours = 50_000
const keptDays = 20_000
/** 1970-01-01 was a Thursday. */
const firstWeekday = 4

/** What clocks in a time zone such as "Europe/London" show at a moment, UTC epoch ms. */
export function wallClock(timeZone: string, epochMs: number): WallClock {
  const hours = Math.floor((epochMs + offsetMs(zoneOf(timeZone), epochMs)) / hourMs)
  const known = shown.get(hours)
  if (known !== undefined) return known
  const day = Math.floor((hours * hourMs) / dayMs)
  const clock = {
    day: new Date(day * dayMs).toISOString().slice(0, 10),
    hour: hours - (day * dayMs) / hourMs,
    weekday: (((day + firstWeekday) % 7) + 7) % 7,
  }
  if (shown.size >= keptHours) shown.clear()
  shown.set(hours, clock)
  return clock
}

/** How far the clock on the wall is ahead: that of the whole day, but for the days on which it changes. */
function offsetMs(zone: Zone, epochMs: number): number {
  const day = Math.floor(epochMs / dayMs)
  const atStart = offsetAtStart(zone, day)
  if (atStart === offsetAtStart(zone, day + 1)) return atStart
  return measuredOffset(zone, Math.floor(epochMs / quarterMs) * quarterMs)
}

function offsetAtStart(zone: Zone, day: number): number {
  const known = zone.offsets.get(day)
  if (known !== undefined) return known
  const offset = measuredOffset(zone, day * dayMs)
  if (zone.offsets.size >= keptDays) zone.offsets.clear()
  zone.offsets.set(day, offset)
  return offset
}

/** Asks the formatter, which takes a hundred times as long as to remember. */
function measuredOffset({ format }: Zone, epochMs: number): number {
  // "2026-11-21, 14:30:00".
  const [year, month, day, hour, minute, second] = (format.format(epochMs).match(/\d+/g) ?? []).map(Number)
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second) - epochMs
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const zone = { format, offsets: new Map<number, number>() }
  zones.set(timeZone, zone)
  return zone
}
