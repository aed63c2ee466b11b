import { describe, expect, it } from 'vitest'
import { decideRefresh, refreshableUntil } from '#shared/access/decide-refresh.ts'

const second = 1_000
const day = 86_400_000
const session = { refreshCount: 7, refreshedAt: 10 * day, expiresAt: 30 * day, revokedAt: null }

describe('decideRefresh', () => {
  it.each([
    ['the present one', 7, 10 * day, 'rotate'],
    ['the present one, days later', 7, 24 * day - 1, 'rotate'],
    ['the present one, two weeks later', 7, 24 * day, 'ended'],
    ['the one before, at once', 6, 10 * day, 'repeat'],
    ['the one before, 30 s later', 6, 10 * day + 30 * second, 'repeat'],
    ['the one before, later', 6, 10 * day + 30 * second + 1, 'reused'],
    ['one before that, at once', 5, 10 * day, 'reused'],
    ['the first', 0, 10 * day, 'reused'],
    ['one there was not yet', 8, 10 * day, 'reused'],
  ] as const)('%s', (_, count, nowMs, expected) => {
    expect(decideRefresh(session, count, nowMs)).toBe(expected)
  })

  it('ends with the session, whichever token comes', () => {
    for (const count of [6, 7]) {
      expect(decideRefresh({ ...session, refreshedAt: 29 * day }, count, 30 * day)).toBe('ended')
      expect(decideRefresh({ ...session, revokedAt: 9 * day }, count, 10 * day)).toBe('ended')
    }
  })

  it('says until when a token is good', () => {
    expect(refreshableUntil(session)).toBe(24 * day)
    expect(refreshableUntil({ ...session, refreshedAt: 20 * day })).toBe(30 * day)
  })
})
