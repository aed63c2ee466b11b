import { describe, expect, it } from 'vitest'
import { formatClock, formatDate, formatDay, formatMoment } from '#app/format/format-moment.ts'

describe('moments on the shop’s wall clock', () => {
  it('follows summer time', () => {
    expect(formatMoment('2026-07-01T22:30:00.000Z', 'Europe/London')).toBe('1 Jul 2026, 23:30')
    expect(formatMoment('2026-12-01T22:30:00.000Z', 'Europe/London')).toBe('1 Dec 2026, 22:30')
  })

  it('may be another day in another zone', () => {
    expect(formatDate('2026-11-21T23:30:00.000Z', 'Asia/Tokyo')).toBe('22 Nov 2026')
    expect(formatDate('2026-11-21T03:30:00.000Z', 'America/New_York')).toBe('20 Nov 2026')
  })

  it('writes midnight as zero hours', () => {
    expect(formatClock('2026-11-21T00:00:05.000Z', 'UTC')).toBe('00:00:05')
  })
})

describe('formatDay', () => {
  it('writes a calendar day, with or without its year', () => {
    expect(formatDay('2026-09-05')).toBe('5 Sep 2026')
    expect(formatDay('2026-09-05', false)).toBe('5 Sep')
  })
})
