import { describe, expect, it } from 'vitest'
import { boughtDays, dateOfDay } from '#shared/predictions/consumption/bought-days.ts'
import { boughtOn, purchaseOf } from './purchases-of.ts'

const asOfMs = Date.parse('2026-06-30T12:00:00Z')
const milk = { productId: 'milk' }

function datesOf(purchases: Parameters<typeof boughtDays>[0], timeZone = 'UTC') {
  return boughtDays(purchases, asOfMs, timeZone).map(({ subject, days, quantities }) => ({
    subject,
    dates: days.map(dateOfDay),
    quantities,
  }))
}

describe('boughtDays', () => {
  it('makes one of two purchases on a day, and of two lines', () => {
    const purchases = [
      purchaseOf('2026-06-01T08:00:00Z', [milk, { ...milk, quantity: 2 }]),
      purchaseOf('2026-06-01T20:00:00Z', [milk]),
      purchaseOf('2026-06-03T08:00:00Z', [milk]),
    ]
    expect(datesOf(purchases)).toEqual([
      { subject: 'milk', dates: ['2026-06-01', '2026-06-03'], quantities: [4, 1] },
    ])
  })

  it('takes the days of the shop', () => {
    const purchases = [purchaseOf('2026-06-01T23:30:00Z', [milk]), purchaseOf('2026-06-02T10:00:00Z', [milk])]
    expect(datesOf(purchases, 'Europe/Berlin')[0]?.dates).toEqual(['2026-06-02'])
    expect(datesOf(purchases, 'America/New_York')[0]?.dates).toEqual(['2026-06-01', '2026-06-02'])
  })

  it('leaves out cancelled orders and those of a clock that goes wrong', () => {
    const purchases = [
      purchaseOf('2026-06-01T08:00:00Z', [milk], { isCancelled: true }),
      purchaseOf('2026-06-02T08:00:00Z', [milk]),
      purchaseOf('2031-01-01T08:00:00Z', [milk]),
    ]
    expect(datesOf(purchases)).toEqual([{ subject: 'milk', dates: ['2026-06-02'], quantities: [1] }])
  })

  it('takes what was given back off the newest purchases before', () => {
    const purchases = [
      purchaseOf('2026-06-01T08:00:00Z', [{ ...milk, quantity: 3 }]),
      purchaseOf('2026-06-05T08:00:00Z', [milk]),
      purchaseOf('2026-06-06T08:00:00Z', [{ ...milk, quantity: -2 }]),
      purchaseOf('2026-06-09T08:00:00Z', [{ ...milk, quantity: 0 }]),
    ]
    expect(datesOf(purchases)).toEqual([{ subject: 'milk', dates: ['2026-06-01'], quantities: [2] }])
    expect(datesOf([purchaseOf('2026-06-01T08:00:00Z', [{ ...milk, quantity: -2 }])])).toEqual([])
  })

  it('keeps the last twenty days of each product, whatever the order they come in', () => {
    const days = Array.from({ length: 28 }, (_, day) => `05-${String(day + 1).padStart(2, '0')}`)
    const purchases = [...boughtOn(days, milk), ...boughtOn(['06-01'], { productId: 'bread' })].reverse()
    const found = datesOf(purchases)
    expect(found.map(({ subject }) => subject)).toEqual(['bread', 'milk'])
    expect(found[1]?.dates).toHaveLength(20)
    expect(found[1]?.dates[0]).toBe('2026-05-09')
  })

  it('makes one day of ten thousand orders', () => {
    const purchases = Array.from({ length: 10_000 }, () => purchaseOf('2026-06-01T08:00:00Z', [milk]))
    expect(datesOf(purchases)).toEqual([{ subject: 'milk', dates: ['2026-06-01'], quantities: [10_000] }])
  })
})
