import { dayMs, minuteMs } from '../kernel/time.ts'

/** Offsets change on quarter hours only, so one lookup serves all moments of a quarter. */
const quarterMs = 15 * minuteMs
const keptOffsets = 100_000
const quartersPerDay = dayMs / quarterMs

/** Whether the IANA database has a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/**
 * A function from a wall-clock time in a zone to epoch ms. The wall clock is given as if it were UTC
 * (`Date.UTC(2010, 11, 1, 8, 26)`). A time the clock shows twice is its first; one it skips counts from before the jump.
 */
export function zoneTime(timeZone: string): (wallClockMs: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const offsets = new Map<number, number>()

  /** No zone changes twice within a day (of UTC): one that begins and ends with the same offset has it throughout. */
  function offsetMs(epochMs: number): number {
    const day = Math.floor(epochMs / dayMs)
    const atStart = quarterOffsetMs(day * quartersPerDay)
    const atEnd = quarterOffsetMs((day + 1) * quartersPerDay)
    return atStart === atEnd ? atStart : quarterOffsetMs(Math.floor(epochMs / quarterMs))
  }

  function quarterOffsetMs(quarter: number): number {
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    if (offsets.size >= keptOffsets) offsets.clear()
    const offset = parseOffset(format.format(quarter * quarterMs))
    offsets.set(quarter, offset)
    return offset
  }

  return (wallClockMs) => {
    const before = wallClockMs - offsetMs(wallClockMs - dayMs)
    const after = wallClockMs - offsetMs(wallClockMs + dayMs)
    const fitting = [before, after].filter((epochMs) => epochMs + offsetMs(epochMs) === wallClockMs)
    return fitting.length === 0 ? before : Math.min(...fitting)
  }
}

/** "1/1/2026, GMT+05:30" is 19,800,000 ms; plain "GMT" is 0. */
function parseOffset(text: string): number {
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (match === null) return 0
  const ms = (Number(match[2]) * 60 + Number(match[3])) * minuteMs + Number(match[4] ?? 0) * 1000
  return match[1] === '-' ? -ms : ms
}
