import { describe, expect, it } from 'vitest'
import { overviewAddress, parseLastDay, parsePeriod } from '#app/overview/period.ts'

describe('the period of an address', () => {
  it.each([
    ['7', 7],
    ['365', 365],
    ['8', 30],
    ['', 30],
    [null, 30],
  ])('days=%j means %i days', (days, expected) => {
    expect(parsePeriod(days)).toBe(expected)
  })

  it.each(['2011-13-01', '2011-1-1', 'today', '', null])('lastDay=%j is no day', (day) => {
    expect(parseLastDay(day)).toBeUndefined()
  })

  it('is written back into the address', () => {
    expect(overviewAddress(30, undefined)).toBe('/')
    expect(overviewAddress(365, parseLastDay('2011-09-09'))).toBe('/?days=365&lastDay=2011-09-09')
  })
})
