import { describe, expect, it } from 'vitest'
import { connectionHealth, type DeliveryFigures } from '#shared/connections/connection-health.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'

const nowMs = Date.UTC(2026, 10, 21)
const connection = { status: 'active' as const, createdAt: nowMs - 30 * dayMs }
const figures: DeliveryFigures = {
  lastSeenAtMs: nowMs - hourMs / 2,
  lastVerdict: 'accepted',
  hourCount: 100,
  hourErrorCount: 5,
  dayCount: 1000,
  dayErrorCount: 100,
  isCapped: false,
  lagsMs: [],
}
const nothing: DeliveryFigures = {
  ...figures,
  lastSeenAtMs: null,
  lastVerdict: null,
  hourCount: 0,
  hourErrorCount: 0,
  dayCount: 0,
  dayErrorCount: 0,
}

describe('connectionHealth', () => {
  it.each<[string, Partial<typeof connection> | { status: 'paused' }, Partial<DeliveryFigures>]>([
    ['ok', {}, {}],
    ['failing', {}, { hourErrorCount: 6 }],
    ['failing', {}, { lastVerdict: 'refused' }],
    ['failing', {}, { hourCount: 0, hourErrorCount: 0, lastVerdict: 'failed' }],
    ['ok', {}, { lastVerdict: 'quarantined' }],
    ['failing', {}, { hourCount: 1, hourErrorCount: 1, lastVerdict: 'quarantined' }],
    ['ok', {}, { hourCount: 0, hourErrorCount: 0 }],
    ['quiet', {}, { ...nothing, lastSeenAtMs: nowMs - dayMs, lastVerdict: 'accepted' }],
    ['quiet', {}, { ...nothing, lastSeenAtMs: nowMs - 2 * dayMs, lastVerdict: 'failed' }],
    ['quiet', {}, nothing],
    ['never-seen', { createdAt: nowMs - hourMs }, nothing],
    ['paused', { status: 'paused' }, { hourErrorCount: 100 }],
  ])('is %s of %o with %o', (state, about, told) => {
    expect(connectionHealth({ ...connection, ...about }, { ...figures, ...told }, nowMs).state).toBe(state)
  })

  it('tells rates, of nothing too', () => {
    const { lastHour, lastDay } = connectionHealth(connection, { ...figures, dayCount: 400 }, nowMs)
    expect([lastHour.errorRate, lastDay.errorRate]).toEqual([0.05, 0.25])
    expect(connectionHealth(connection, nothing, nowMs).lastHour.errorRate).toBe(0)
  })

  it.each<[number[], number | null]>([
    [[], null],
    [[7], 7],
    [[9, 1], 5],
    [[5, 1, 100], 5],
    [[1, 2, 3, 4], 3],
    [[10, 9, 100], 10],
  ])('the median lag of %o is %s', (lagsMs, expected) => {
    expect(connectionHealth(connection, { ...figures, lagsMs }, nowMs).medianLagMs).toBe(expected)
  })
})
