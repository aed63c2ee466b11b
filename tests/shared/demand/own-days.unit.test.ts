import { describe, expect, it } from 'vitest'
import { ownDays } from '#shared/demand/own-days.ts'
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
  it('are the days of an event, one by one, over the end of a year', () => {
    const days = ownDays([market], 0, 100_000)
    expect(days.map(({ day }) => day - dayNumber('2026-12-30'))).toEqual([0, 1, 2, 3])
    expect(days[0]).toEqual({
      day: dayNumber('2026-12-30'),
      name: 'Market',
      kind: 'event',
      storeId: 'leeds',
      category: null,
      expectedChangeRate: 0.2,
    })
  })

  it('lie between the two days that are asked for', () => {
    const [from, to] = [dayNumber('2026-12-31'), dayNumber('2027-01-01')]
    expect(ownDays([market], from, to).map(({ day }) => day)).toEqual([from, to])
    expect(ownDays([market], to + 2, to + 9)).toEqual([])
    expect(ownDays([{ ...market, toDay: '2026-12-01' }], 0, 100_000)).toEqual([])
  })
})
