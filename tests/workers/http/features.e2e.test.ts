import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import {
  type CustomerFeaturesView,
  customerFeaturesSchema,
  featureCatalogueSchema,
} from '#shared/contracts/features.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let customerId: string
const dayMs = 86_400_000
const nowMs = Date.now()
const daysAgo = (days: number) => new Date(nowMs - days * dayMs).toISOString()
const ada = 'ada@features.example'

function sale(billNumber: string, days: number, parts: object = {}): object {
  return {
    kind: 'sale',
    eventId: `sale-${billNumber}`,
    storeId: 'soho',
    billNumber,
    occurredAt: daysAgo(days),
    currency: 'GBP',
    total: '12.50',
    customer: { email: ada },
    lines: [{ productId: 'TEA', name: 'Tea', category: 'Drinks', quantity: 2, unitPrice: '6.25' }],
    ...parts,
  }
}

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  const sent = await fetch(`${platform.apiUrl}/v1/pos/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${demoCredentials.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events: [sale('3', 2), sale('1', 42), sale('2', 12)] }),
  })
  expect(sent.status).toBe(200)
  const looked = await platform.track('batch', {
    batch: [1, 20].map((days) => ({
      type: 'track',
      event: 'Product Added',
      messageId: `added-${days}`,
      anonymousId: 'cookie-of-ada',
      timestamp: daysAgo(days),
      context: { traits: { email: ada } },
      properties: { product_id: 'MUG' },
    })),
  })
  expect(looked.status).toBe(200)
  await platform.settled()
  const { customers } = await platform.get<CustomerList>(`/v1/customers?identifier=email:${ada}`)
  customerId = customers[0]?.id ?? ''
})
afterAll(() => platform?.remove())

describe('the feature catalogue', () => {
  it('tells of every feature of a customer, in the same order', async () => {
    const { features } = featureCatalogueSchema.parse(await platform.get('/v1/features'))
    const customer = await platform.get<CustomerFeaturesView>(`/v1/customers/${customerId}/features`)
    expect(features.length).toBeGreaterThan(70)
    expect(customer.features.map(({ name }) => name)).toEqual(features.map(({ name }) => name))
  })
})

describe('the features of a customer', () => {
  it('are computed from orders of the till and acts on the web', async () => {
    const response = await platform.get(`/v1/customers/${customerId}/features`)
    const { features, ...rest } = customerFeaturesSchema.parse(response)
    const vector = Object.fromEntries(features.map(({ name, value }) => [name, value]))
    expect(vector).toMatchObject({
      orderCount: 3,
      orderCount30Days: 2,
      revenueMinor: 3_750,
      orderValueMedianMinor: 1_250,
      gapMeanDays: 20,
      gapLatestDays: 10,
      tillOrderRate: 1,
      storeCount: 1,
      storeTopRate: 1,
      productCount: 1,
      categoryTopRate: 1,
      unitsPerOrder: 2,
      visitCount30Days: 2,
      cartCount365Days: 2,
      discountMeanRate: null,
    })
    expect(vector.recencyDays).toBeGreaterThan(1.99)
    expect(vector.recencyDays).toBeLessThan(2.1)
    expect(rest).toMatchObject({ customerId, currency: 'GBP' })
    expect(rest.latestPurchases.map(({ placedAt, productId }) => [placedAt, productId])).toEqual(
      [2, 12, 42].map((days) => [daysAgo(days), 'TEA']),
    )
    expect(rest.purchaseGaps).toEqual([
      { productId: 'TEA', name: 'Tea', purchaseCount: 3, meanGapDays: 20, lastPurchasedAt: daysAgo(2) },
    ])
  })

  it.each(['cus_000000000000000000000000', 'nobody'])('of %s are not found', async (id) => {
    expect((await platform.api(`/v1/customers/${id}/features`)).status).toBe(404)
  })
})
