import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { wallClock } from '#shared/kernel/wall-clock.ts'

/** With summer time on both sides of the equator, of half an hour, with odd offsets, and one that left a day out. */
const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Chatham',
]

/** As the formatter of the language itself tells it, moment by moment. */
function told(timeZone: string, epochMs: number) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    weekday: 'short',
  }).formatToParts(epochMs)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    hour: Number(part('hour')),
    weekday: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday')),
  }
}

const moments = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2035, 0, 1) })

it('shows what the formatter shows, at any moment', () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), moments, (timeZone, moment) => {
      expect(wallClock(timeZone, moment)).toEqual(told(timeZone, moment))
    }),
    { numRuns: 500 },
  )
})

it('changes with summer time at the very quarter of an hour, and leaves out the day that Samoa left out', () => {
  for (const [timeZone, near] of [
    ['Europe/London', Date.UTC(2026, 2, 29, 1)],
    ['Europe/London', Date.UTC(2026, 9, 25, 1)],
    ['Australia/Lord_Howe', Date.UTC(2026, 3, 4, 15)],
    ['Australia/Lord_Howe', Date.UTC(2026, 9, 3, 15, 30)],
    ['America/St_Johns', Date.UTC(2026, 2, 8, 5, 30)],
    ['Pacific/Apia', Date.UTC(2011, 11, 30, 10)],
  ] as const) {
    for (let moment = near - dayMs; moment <= near + dayMs; moment += hourMs / 4)
      for (const at of [moment - 1, moment, moment + minuteMs])
        expect(wallClock(timeZone, at)).toEqual(told(timeZone, at))
  }
})
