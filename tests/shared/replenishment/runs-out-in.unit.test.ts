import { expect, it } from 'vitest'
import { inboundArrivals } from '#shared/replenishment/inbound-arrivals.ts'
import { runsOutIn } from '#shared/replenishment/runs-out-in.ts'
import { certainDemand } from '#tests/support/steady-demand.ts'

const coming = (...days: [inDays: number, quantity: number][]) =>
  inboundArrivals(
    days.map(([inDays, quantity]) => ({ expectedDay: 500 + inDays, quantity })),
    500,
  )

it.each([
  { name: 'is there for three whole days', onHand: 30, arrivals: coming(), inDays: 3 },
  { name: 'ends with the day', onHand: 29.9, arrivals: coming(), inDays: 2 },
  { name: 'is owed already', onHand: -1, arrivals: coming(), inDays: 0 },
  { name: 'comes in time', onHand: 30, arrivals: coming([3, 25]), inDays: 5 },
  { name: 'comes a day late', onHand: 30, arrivals: coming([4, 25]), inDays: 3 },
  { name: 'was due last week', onHand: 30, arrivals: coming([-7, 25]), inDays: 5 },
  { name: 'was due long ago', onHand: 30, arrivals: coming([-31, 25]), inDays: 3 },
  { name: 'lasts', onHand: 910, arrivals: coming(), inDays: null },
  { name: 'lasts for all but the last day', onHand: 905, arrivals: coming(), inDays: 90 },
])('stock that $name runs out in $inDays days at ten a day', ({ onHand, arrivals, inDays }) => {
  expect(runsOutIn(certainDemand(10), 0, onHand, arrivals)).toBe(inDays)
})

it('counts from today, not from the first day of the outlook', () => {
  const growing = {
    expectedUnits: (fromOffset: number) => fromOffset,
    quantile: () => Number.NaN,
  }
  // 5 + 6 + 7 are more than 17.
  expect(runsOutIn(growing, 5, 17, coming())).toBe(2)
})
