import { describe, expect, it } from 'vitest'
import { atLondonTime, londonClock } from '#scripts/demo-shop/london-time.ts'

const hourMs = 3_600_000
const asShown = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/London',
  dateStyle: 'short',
  timeStyle: 'medium',
})

describe('London time', () => {
  it('is what the time zone database says, for every hour of three years', () => {
    for (let atMs = Date.UTC(2025, 0, 1); atMs < Date.UTC(2028, 0, 1); atMs += hourMs) {
      const shown = londonClock(atMs).toISOString().slice(0, 19).replace('T', ' ')
      if (shown !== asShown.format(atMs)) expect([atMs, shown]).toEqual([atMs, asShown.format(atMs)])
    }
  })

  it('finds the moment at which the clocks show a time of day, in winter and in summer', () => {
    expect(atLondonTime(Date.UTC(2026, 0, 15, 20), 9 * hourMs)).toBe(Date.UTC(2026, 0, 15, 9))
    expect(atLondonTime(Date.UTC(2026, 6, 15, 20), 9 * hourMs)).toBe(Date.UTC(2026, 6, 15, 8))
    expect(atLondonTime(Date.UTC(2026, 6, 15, 23, 30), 9 * hourMs)).toBe(Date.UTC(2026, 6, 16, 8))
  })
})
