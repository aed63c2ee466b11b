import { expect, it } from 'vitest'
import { latePlaces, withoutLateDays } from '#shared/demand/late-places.ts'
import type { NodeDemand } from '#shared/demand/node-demand.ts'
import { weekdayOf } from '#shared/sales/day-number.ts'

/** A Sunday. */
const lastDay = 20_100
const dayCount = 100
const firstDay = lastDay - dayCount + 1
const neverClosed = () => false
const regionOf = () => 'Leeds'

function node(
  level: NodeDemand['level'],
  storeId: string,
  unitsOn: (at: number) => number,
  region = '',
): NodeDemand {
  const units = Float64Array.from({ length: dayCount }, (_, at) => unitsOn(at))
  return {
    level,
    storeId,
    category: '',
    region,
    firstDay,
    units,
    revenueMinor: units.map((sold) => sold * 100),
  }
}
const until = (end: number, unitsADay: number) => (at: number) => (at < end ? unitsADay : 0)

it.each([
  ['sells every day, and not in the last three', until(97, 20), { shop: firstDay + 97 }],
  ['sells little: five days are too few to say', until(95, 3), {}],
  ['sells little: ten days are enough', until(90, 3), { shop: firstDay + 90 }],
  ['sold yesterday', until(100, 20), {}],
  ['has not sold for four weeks: it has closed', until(72, 20), {}],
  ['sells on every other day only', (at: number) => (at < 96 && at % 2 === 0 ? 40 : 0), {}],
  ['is closed on Sundays, as yesterday', (at: number) => (weekdayOf(firstDay + at) === 6 ? 0 : 30), {}],
  ['opened a month ago', (at: number) => (at >= 70 && at < 97 ? 30 : 0), {}],
])('a place that %s', (_, unitsOn, expected) => {
  expect(latePlaces([node('store', 'shop', unitsOn)], neverClosed)).toEqual(expected)
})

it('days on which a place may be closed are not missing', () => {
  const nodes = [node('store', 'shop', until(99, 20))]
  expect(latePlaces(nodes, neverClosed)).toEqual({ shop: lastDay })
  expect(latePlaces(nodes, (storeId, day) => storeId === 'shop' && day === lastDay)).toEqual({})
})

it('makes missing what a late place has not told, and sums of which it is a good part', () => {
  const large = until(100, 980)
  const small = until(97, 21)
  const together = (at: number) => large(at) + small(at)
  const nodes = [
    node('total', '', together),
    node('region', '', together, 'Leeds'),
    node('store', 'large', large, 'Leeds'),
    node('store', 'small', small, 'Leeds'),
    node('category-store', 'large', large, 'Leeds'),
    node('category-store', 'small', small, 'Leeds'),
  ]
  const known = withoutLateDays(nodes, { small: firstDay + 97 }, regionOf)
  const missing = known.map(({ units }) => units.findIndex(Number.isNaN))
  expect(missing).toEqual([97, 97, -1, 97, -1, 97])
  expect([...(known[0]?.units.subarray(0, 97) ?? [])]).toEqual([...(nodes[0]?.units.subarray(0, 97) ?? [])])
  expect(nodes.every(({ units }) => !units.some(Number.isNaN))).toBe(true)
  // A fiftieth is the border: 19 of 999 are less.
  const smaller = withoutLateDays(
    [node('total', '', together), node('category-store', 'small', until(97, 19), 'Leeds')],
    { small: firstDay + 97 },
    regionOf,
  )
  expect(smaller.map(({ units }) => units.findIndex(Number.isNaN))).toEqual([-1, 97])
})

it('changes nothing where nobody is late', () => {
  const nodes = [node('total', '', until(100, 5)), node('category-store', 'shop', until(100, 5))]
  expect(withoutLateDays(nodes, {}, regionOf)).toEqual(nodes)
})
