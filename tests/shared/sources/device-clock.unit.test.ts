import { describe, expect, it } from 'vitest'
import { dayMs, hourMs, minuteMs, toIso } from '#shared/kernel/time.ts'
import { callOccurredAt, clockToleranceMs } from '#shared/sources/device-clock.ts'

const receivedAtMs = Date.parse('2026-11-21T10:00:00Z')
/** A call made `ageMs` ago and sent just now, by a device whose clock is `clockErrorMs` ahead. */
const seenBy = (clockErrorMs: number, ageMs: number, receivedMs = receivedAtMs) =>
  callOccurredAt(toIso(receivedMs - ageMs + clockErrorMs), toIso(receivedMs + clockErrorMs), receivedMs)

describe('callOccurredAt', () => {
  it.each([
    ['a day slow', -dayMs],
    ['an hour fast', hourMs],
    ['thirty years slow', -30 * 365 * dayMs],
  ])('corrects a clock that is %s', (_, clockErrorMs) => {
    expect(seenBy(clockErrorMs, 20_000)).toBe(receivedAtMs - 20_000)
  })

  it('believes a clock that is nearly right, so that a retry gives the same moment', () => {
    const timestamp = toIso(receivedAtMs - 90_000)
    const first = callOccurredAt(timestamp, toIso(receivedAtMs - 300), receivedAtMs)
    const retry = callOccurredAt(timestamp, toIso(receivedAtMs + hourMs - 900), receivedAtMs + hourMs)
    expect(first).toBe(receivedAtMs - 90_000)
    expect(retry).toBe(first)
  })

  it('keeps the order of calls in one batch, however wrong the clock', () => {
    for (const clockErrorMs of [0, clockToleranceMs, clockToleranceMs + 1, -3 * hourMs]) {
      const moments = [60_000, 30_000, 1_000].map((ageMs) => seenBy(clockErrorMs, ageMs))
      expect(moments).toEqual(moments.toSorted())
      expect(new Set(moments).size).toBe(3)
    }
  })

  it('takes history as it is: an old timestamp sent now by a right clock', () => {
    expect(callOccurredAt('2024-02-29T12:00:00Z', toIso(receivedAtMs), receivedAtMs)).toBe(
      Date.UTC(2024, 1, 29, 12),
    )
  })

  it('lets a little future pass and sets the far future to the moment of receipt', () => {
    expect(callOccurredAt(toIso(receivedAtMs + hourMs), undefined, receivedAtMs)).toBe(receivedAtMs + hourMs)
    expect(callOccurredAt(toIso(receivedAtMs + 2 * dayMs), undefined, receivedAtMs)).toBe(receivedAtMs)
    expect(callOccurredAt('2199-01-01', toIso(receivedAtMs), receivedAtMs)).toBe(receivedAtMs)
  })

  it('ignores a sentAt that cannot be', () => {
    const timestamp = toIso(receivedAtMs - minuteMs)
    for (const sentAt of ['soon', 17, null, '2001-01-01']) {
      expect(callOccurredAt(timestamp, sentAt, receivedAtMs)).toBe(receivedAtMs - minuteMs)
    }
  })

  it('is the moment of receipt without a timestamp, and nothing with a wrong one', () => {
    expect(callOccurredAt(undefined, undefined, receivedAtMs)).toBe(receivedAtMs)
    expect(callOccurredAt(null, toIso(receivedAtMs), receivedAtMs)).toBe(receivedAtMs)
    for (const timestamp of ['yesterday', '2026-11-21T10:00:00', 1_795_255_200_000, {}]) {
      expect(callOccurredAt(timestamp, undefined, receivedAtMs)).toBeUndefined()
    }
  })
})
