import { describe, expect, it } from 'vitest'
import { measureRfmScale, scoreRfm } from '#shared/predictions/rfm/rfm-scale.ts'
import { rfmSegmentOf, rfmSegments } from '#shared/predictions/rfm/rfm-segments.ts'
import { readOnlineRetailRfm } from './online-retail-rfm.ts'
import { publicDataFolder } from './public-data.ts'

const folder = publicDataFolder('online-retail')
const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** The whole year as published by many; the part up to September 2011 as awk counts it. */
const known = {
  wholeYear: { customers: 4338, frequencyMax: 209, recencyMean: 92.1, monetaryMean: 2054.3 },
  part: { customers: 3370, frequencyMax: 132, recencyMean: 94, monetaryMean: 1618.81 },
}

describe.skipIf(folder === undefined)('RFM of the Online Retail set', () => {
  it('counts customers, purchases, days and money as others do', async () => {
    const customers = await readOnlineRetailRfm(folder ?? '')
    const expected = customers.length === known.wholeYear.customers ? known.wholeYear : known.part
    expect(customers).toHaveLength(expected.customers)
    expect(Math.max(...customers.map(({ orderCount }) => orderCount))).toBe(expected.frequencyMax)
    const recencyMean = sumOf(customers.map(({ recencyDays }) => recencyDays)) / customers.length
    expect(recencyMean).toBeCloseTo(expected.recencyMean, 1)
    const monetaryMean = sumOf(customers.map(({ revenueMinor }) => revenueMinor)) / customers.length / 100
    expect(monetaryMean).toBeCloseTo(expected.monetaryMean, 1)
  })

  it('puts customers into all eleven segments, none of which holds half of them', async () => {
    const customers = await readOnlineRetailRfm(folder ?? '')
    const scale = measureRfmScale(customers)
    if (!scale.ok) throw new Error(scale.failure.message)
    const found = customers.map((customer) => rfmSegmentOf(scoreRfm(scale.value, customer)))
    for (const segment of rfmSegments) {
      const count = found.filter((other) => other === segment).length
      expect(count).toBeGreaterThan(0)
      expect(count).toBeLessThan(customers.length / 2)
    }
  })
})
