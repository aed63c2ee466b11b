import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const dayMs = 86_400_000
const customerCount = 60
let platform: TestPlatform
let client: ReturnType<typeof patronClient>

/** Milk every week, and bread or jam in turn: whoever had bread takes jam next, and the other way round. */
function ordersOf(customer: number): object[] {
  return Array.from({ length: 5 }, (_, week) => ({
    type: 'track',
    event: 'Order Completed',
    messageId: `order-${customer}-${week}`,
    userId: `regular-${customer}`,
    timestamp: new Date(Date.now() - (3 + 7 * (4 - week)) * dayMs).toISOString(),
    properties: {
      order_id: `order-${customer}-${week}`,
      total: 5,
      currency: 'GBP',
      products: ['milk', (week + customer) % 2 === 0 ? 'bread' : 'jam'].map((productId) => ({
        product_id: productId,
        name: `The ${productId}`,
        category: 'Grocery',
        price: 2.5,
        quantity: 1,
      })),
    },
  }))
}

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  client = patronClient({
    fetch: (request) => fetch(request),
    baseUrl: platform.apiUrl,
    token: demoCredentials.apiKey,
  })
  const orders = Array.from({ length: customerCount }, (_, customer) => ordersOf(customer)).flat()
  for (let from = 0; from < orders.length; from += 100) {
    const batch = orders.slice(from, from + 100)
    expect((await platform.track('batch', { batch })).status).toBe(200)
  }
  await platform.settled()
})
afterAll(() => platform?.remove())

async function customer(number: number): Promise<string> {
  const found = await good(client.listCustomers({ identifier: `external_id:regular-${number}` }))
  return found.customers[0]?.id ?? ''
}

describe('the next basket', () => {
  it('says what is missing while nothing was learned', async () => {
    expect(await good(client.getNextBasket(await customer(1)))).toMatchObject({
      products: [],
      expectedAt: null,
      modelVersion: null,
      missing: 'Not enough yet: no model is in use; train one first',
    })
  })

  it('is told with its day once it was learned', async () => {
    const { jobId } = await good(client.trainModel('next-basket'))
    for (;;) {
      const job = await good(client.getJob(jobId))
      if (job.finishedAt !== null) {
        expect(job).toMatchObject({ state: 'done', result: 'next-basket-1' })
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const version = await good(client.getModelVersion('next-basket', 1))
    await good(client.promoteModelVersion('next-basket', 1))
    expect(version.metrics.recallAt10).toBeGreaterThan(0.9)
    // With bread last, jam comes next: customer 1 had bread in the weeks of odd number, the last one is the fifth.
    const basket = await good(client.getNextBasket(await customer(1)))
    expect(basket).toMatchObject({ refusal: null, missing: null, modelVersion: 'next-basket-1' })
    expect(basket.products.map(({ productId }) => productId).sort()).toEqual(['bread', 'jam', 'milk'])
    expect(basket.products[0]).toMatchObject({ productId: 'milk', name: 'The milk' })
    const inDays = (Date.parse(basket.expectedAt ?? '') - Date.now()) / dayMs
    expect(inDays).toBeGreaterThan(1)
    expect(inDays).toBeLessThan(6)
  })

  it('is not told of somebody who objects, or who is not there', async () => {
    const customerId = await customer(2)
    await good(client.objectToProfiling(customerId))
    expect(await good(client.getNextBasket(customerId))).toEqual({
      customerId,
      refusal: 'objected',
      products: [],
      expectedAt: null,
      interval: null,
      modelVersion: null,
      missing: null,
    })
    expect(await client.getNextBasket('cus_01aaaaaaaaaaaaaaaaaaaa')).toMatchObject({
      failure: { status: 404 },
    })
  })
})
