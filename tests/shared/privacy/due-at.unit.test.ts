import { describe, expect, it } from 'vitest'
import { dueAt } from '#shared/privacy/due-at.ts'

describe('dueAt', () => {
  it.each([
    ['GB', '2026-11-21T10:00:00.000Z', '2026-12-21T10:00:00.000Z'],
    ['DE', '2026-12-05T00:00:00.000Z', '2027-01-05T00:00:00.000Z'],
    ['FR', '2027-01-31T23:59:00.000Z', '2027-02-28T23:59:00.000Z'],
    ['FR', '2028-01-30T12:00:00.000Z', '2028-02-29T12:00:00.000Z'],
    ['GB', '2026-03-31T12:00:00.000Z', '2026-04-30T12:00:00.000Z'],
    ['US', '2026-11-21T10:00:00.000Z', '2027-01-05T10:00:00.000Z'],
  ])('in %s a request of %s is due on %s', (country, requested, due) => {
    expect(new Date(dueAt(Date.parse(requested), country)).toISOString()).toBe(due)
  })
})
