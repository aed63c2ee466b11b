import { expect, it } from 'vitest'
import { weeklySales } from '#app/overview/weekly-sales.ts'

const days = Array.from({ length: 16 }, (_, index) => ({
  day: `2026-11-${String(index + 1).padStart(2, '0')}`,
  orderCount: 1,
  revenue: { amountMinor: 100 + index, currency: 'GBP' },
}))

it('sums whole weeks that end with the last day and leaves out the rest at the start', () => {
  expect(weeklySales(days)).toEqual([
    { day: '2026-11-03', orderCount: 7, revenue: { amountMinor: 735, currency: 'GBP' } },
    { day: '2026-11-10', orderCount: 7, revenue: { amountMinor: 784, currency: 'GBP' } },
  ])
})

it('has no weeks in less than seven days', () => {
  expect(weeklySales(days.slice(0, 6))).toEqual([])
})
