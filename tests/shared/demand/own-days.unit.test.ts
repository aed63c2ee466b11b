import { describe, expect, it } from 'vitest'
import { daysOfEvents, ownDays } from '#shared/demand/own-days.ts'
import { dayNumber } from '#shared/sales/day-number.ts'

const market = {
  name: 'Market',
  kind: 'event',
  fromDay: '2026-12-30',
  toDay: '2027-01-02',
  storeId: 'leeds',
  category: null,
  expectedChangeRate: 0.2,
} as const

describe('ownDays', () => {
  it('are one entry for an event, however long, over the end of a year', () => {
    const first = dayNumber('2026-12-30')
    expect(ownDays([market], 0, 100_000)).toEqual([
      {
        day: first,
        lastDay: first + 3,
        name: 'Market',
        kind: 'event',
        storeId: 'leeds',
        category: null,
        expectedChangeRate: 0.2,
      },
    ])
    const years = Array.from({ length: 5_000 }, () => ({ ...market, toDay: '2027-12-30' }))
    expect(ownDays(years, 0, 100_000)).toHaveLength(5_000)
    expect(daysOfEvents(ownDays(years, 0, 100_000)).size).toBe(366)
  })

  it('lie between the two days that are asked for', () => {
    const [from, to] = [dayNumber('2026-12-31'), dayNumber('2027-01-01')]
    expect(ownDays([market], from, to)).toMatchObject([{ day: from, lastDay: to }])
    expect(ownDays([market], to + 2, to + 9)).toEqual([])
    expect(ownDays([{ ...market, toDay: '2026-12-01' }], 0, 100_000)).toEqual([])
  })
})

it('daysOfEvents are all days of events that follow, hold or overlap each other, each once', () => {
  const event = {
    name: 'Sale',
    kind: 'promotion',
    storeId: null,
    category: null,
    expectedChangeRate: null,
  } as const
  const days = daysOfEvents([
    { ...event, day: 20, lastDay: 22 },
    { ...event, day: 10, lastDay: 14 },
    { ...event, day: 11, lastDay: 12 },
    { ...event, day: 13, lastDay: 16 },
    { ...event, day: 30 },
  ])
  expect([...days].sort((one, other) => one - other)).toEqual([10, 11, 12, 13, 14, 15, 16, 20, 21, 22, 30])
})
