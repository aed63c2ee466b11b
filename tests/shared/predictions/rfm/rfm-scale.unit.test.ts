import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import {
  fewestRfmCustomers,
  measureRfmScale,
  type RfmFigures,
  type RfmScale,
  rfmScaleSchema,
  scoreRfm,
} from '#shared/predictions/rfm/rfm-scale.ts'

function scaleOf(customers: readonly RfmFigures[]): RfmScale {
  const measured = measureRfmScale(customers)
  if (!measured.ok) throw new Error(measured.failure.message)
  return measured.value
}

function customersOf(count: number, figures: (index: number) => Partial<RfmFigures>): RfmFigures[] {
  const plain = { recencyDays: 10, orderCount: 2, revenueMinor: 1000 }
  return Array.from({ length: count }, (_, index) => ({ ...plain, ...figures(index) }))
}

/** The definition, slowly: how many are worse, plus half of those who are equal. */
function slowScore(values: readonly number[], value: number): number {
  const worse = values.filter((other) => other < value).length
  const equal = values.filter((other) => other === value).length
  return Math.min(5, 1 + Math.floor((5 * (worse + equal / 2)) / values.length + 1e-12))
}

describe('measureRfmScale and scoreRfm', () => {
  it('put five of 25 different customers into each fifth', () => {
    const customers = customersOf(25, (index) => ({ revenueMinor: index * 100 }))
    const scale = scaleOf(customers)
    const counts = [0, 0, 0, 0, 0]
    for (const customer of customers) {
      const { monetary } = scoreRfm(scale, customer)
      counts[monetary - 1] = (counts[monetary - 1] ?? 0) + 1
    }
    expect(counts).toEqual([5, 5, 5, 5, 5])
  })

  it('score fewer days since the last purchase higher', () => {
    const customers = customersOf(100, (index) => ({ recencyDays: index }))
    const scale = scaleOf(customers)
    expect(scoreRfm(scale, { recencyDays: 0, orderCount: 2, revenueMinor: 0 }).recency).toBe(5)
    expect(scoreRfm(scale, { recencyDays: 99, orderCount: 2, revenueMinor: 0 }).recency).toBe(1)
    expect(scoreRfm(scale, { recencyDays: -3, orderCount: 2, revenueMinor: 0 }).recency).toBe(5)
  })

  it('give everybody 3 where all are alike', () => {
    const customers = customersOf(30, () => ({ orderCount: 4 }))
    expect(scoreRfm(scaleOf(customers), customers[0] as RfmFigures)).toEqual({
      recency: 3,
      frequency: 3,
      monetary: 3,
    })
  })

  it('score a single purchase 1, however few bought again', () => {
    const customers = customersOf(100, (index) => ({ orderCount: index < 90 ? 1 : 2 }))
    const scale = scaleOf(customers)
    expect(scoreRfm(scale, { recencyDays: 1, orderCount: 1, revenueMinor: 1 }).frequency).toBe(1)
    expect(scoreRfm(scale, { recencyDays: 1, orderCount: 2, revenueMinor: 1 }).frequency).toBe(5)
  })

  it('say how many customers are missing, and leave out who never bought', () => {
    const customers = [...customersOf(20, () => ({})), ...customersOf(50, () => ({ orderCount: 0 }))]
    const measured = measureRfmScale(customers)
    expect(measured).toMatchObject({ ok: false, failure: { kind: 'not-enough-data', retryable: false } })
    expect(measured.ok ? '' : measured.failure.message).toContain('5 more')
  })

  it.each([1, 2, 3, 4, 5])(
    'agree with the definition on random customers with many ties, seed %i',
    (seed) => {
      const random = seededRandom(seed)
      const customers = customersOf(fewestRfmCustomers + Math.floor(random() * 200), () => ({
        recencyDays: Math.floor(random() * 40),
        orderCount: 1 + Math.floor(random() ** 3 * 9),
        revenueMinor: Math.floor((random() - 0.1) * 5000),
      }))
      const scale = scaleOf(customers)
      for (const customer of customers) {
        expect(scoreRfm(scale, customer)).toEqual({
          recency: slowScore(
            customers.map(({ recencyDays }) => -recencyDays),
            -customer.recencyDays,
          ),
          frequency:
            customer.orderCount === 1
              ? 1
              : slowScore(
                  customers.map(({ orderCount }) => orderCount),
                  customer.orderCount,
                ),
          monetary: slowScore(
            customers.map(({ revenueMinor }) => revenueMinor),
            customer.revenueMinor,
          ),
        })
      }
    },
  )

  it('outlive JSON', () => {
    const scale = scaleOf(customersOf(40, (index) => ({ revenueMinor: index })))
    expect(rfmScaleSchema.parse(JSON.parse(JSON.stringify(scale)))).toEqual(scale)
  })
})
