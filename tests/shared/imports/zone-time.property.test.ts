import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isTimeZone, zoneTime } from '#shared/imports/zone-time.ts'

const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
]

/** What a clock on the wall of the zone shows, as if it were UTC; by another part of Intl than the code uses. */
function wallClockMs(timeZone: string, epochMs: number): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const part = Object.fromEntries(
    format.formatToParts(epochMs).map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

describe('zoneTime', () => {
  it('finds a moment at which the clock shows that time, and the first such moment', () => {
    const minutes = fc.integer({ min: Date.UTC(1975, 0, 1) / 60_000, max: Date.UTC(2035, 0, 1) / 60_000 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const shown = wallClockMs(zone, minute * 60_000)
        const found = zoneTime(zone)(shown)
        expect(wallClockMs(zone, found)).toBe(shown)
        expect(found).toBeLessThanOrEqual(minute * 60_000)
      }),
    )
  })

  it('takes the first of two when the clock goes back, and the offset from before when it jumps ahead', () => {
    const london = zoneTime('Europe/London')
    const at = (text: string) => new Date(london(Date.parse(`${text}Z`))).toISOString()
    expect(at('2011-10-30T01:30')).toBe('2011-10-30T00:30:00.000Z')
    expect(at('2011-03-27T01:30')).toBe('2011-03-27T01:30:00.000Z')
    expect(at('2011-03-27T02:00')).toBe('2011-03-27T01:00:00.000Z')
  })

  it('knows what is a time zone', () => {
    expect(['Europe/London', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false])
  })
})
