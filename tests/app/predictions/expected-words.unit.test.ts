import { describe, expect, it } from 'vitest'
import { daysUntil, expectedWords, intervalWords } from '#app/predictions/expected-words.ts'

const london = 'Europe/London'
const evening = Date.parse('2026-11-21T22:30:00Z')

describe('expectedWords', () => {
  it.each([
    ['2026-11-21T01:00:00Z', 'today'],
    ['2026-11-21T23:59:59Z', 'today'],
    ['2026-11-22T00:00:00Z', 'tomorrow'],
    ['2026-11-20T23:59:59Z', 'yesterday'],
    ['2026-11-23T00:00:00Z', 'in 2 days'],
    ['2026-12-05T12:00:00Z', 'in 14 days'],
    ['2026-11-18T12:00:00Z', '3 days ago'],
  ])('counts calendar days: %s is %s', (moment, words) => {
    expect(expectedWords(moment, evening, london)).toBe(words)
  })

  it('goes by the clock of the shop', () => {
    expect(expectedWords('2026-11-21T23:00:00Z', evening, 'Asia/Tokyo')).toBe('today')
    expect(expectedWords('2026-11-21T12:00:00Z', evening, 'Asia/Tokyo')).toBe('yesterday')
  })

  it('counts a day of 23 and one of 25 hours as one', () => {
    // In London clocks go forward on 29 March 2026 and back on 25 October.
    expect(daysUntil('2026-03-30T00:30:00+01:00', Date.parse('2026-03-28T23:30:00Z'), london)).toBe(2)
    expect(daysUntil('2026-10-26T00:30:00Z', Date.parse('2026-10-24T23:30:00+01:00'), london)).toBe(2)
  })
})

describe('intervalWords', () => {
  it.each([
    ['2026-11-16T12:00:00Z', '2026-11-20T12:00:00Z', 'most likely between 16 and 20 Nov 2026'],
    ['2026-11-28T12:00:00Z', '2026-12-02T12:00:00Z', 'most likely between 28 Nov and 2 Dec 2026'],
    ['2026-12-30T12:00:00Z', '2027-01-03T12:00:00Z', 'most likely between 30 Dec 2026 and 3 Jan 2027'],
    ['2025-11-16T12:00:00Z', '2026-11-16T12:00:00Z', 'most likely between 16 Nov 2025 and 16 Nov 2026'],
    ['2026-11-16T01:00:00Z', '2026-11-16T23:00:00Z', 'most likely on 16 Nov 2026'],
  ])('%s to %s is "%s"', (from, to, words) => {
    expect(intervalWords({ from, to }, london)).toBe(words)
  })
})
