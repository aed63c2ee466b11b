import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { patronClient } from '#shared/contracts/client.ts'
import { good } from '#tests/support/good.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform
let client: ReturnType<typeof patronClient>

/** An order of a lamp of some kind, its bulb, and one of five other things. */
const orderOf = (number: number) => ({
  type: 'track',
  event: 'Order Completed',
  messageId: `order-${number}`,
  userId: `buyer-${number}`,
  timestamp: new Date(Date.now() - (number + 1) * 3_600_000).toISOString(),
  properties: {
    order_id: `order-${number}`,
    total: 30,
    currency: 'GBP',
    products: [`lamp-${number % 12}`, `bulb-${number % 12}`, `thing-${number % 5}`].map((productId) => ({
      product_id: productId,
      name: `The ${productId}`,
      category: 'Light',
      price: 10,
      quantity: 1,
    })),
  },
})

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  client = patronClient({
    fetch: (request) => fetch(request),
    baseUrl: platform.apiUrl,
    token: demoCredentials.apiKey,
  })
  for (let from = 0; from < 120; from += 60) {
    const batch = Array.from({ length: 60 }, (_, index) => orderOf(from + index))
    expect((await platform.track('batch', { batch })).status).toBe(200)
  }
  await platform.settled()
})
afterAll(() => platform?.remove())

async function customer(number: number): Promise<string> {
  const found = await good(client.listCustomers({ identifier: `external_id:buyer-${number}` }))
  return found.customers[0]?.id ?? ''
}

describe('recommendations', () => {
  it('are what is popular while nothing was learned', async () => {
    const { recommendations, ...rest } = await good(
      client.listRecommendations(await customer(1), { limit: 3 }),
    )
    expect(rest).toEqual({ modelVersion: null, isPersonal: false })
    expect(recommendations.map(({ reason }) => reason)).toEqual(['popular', 'popular', 'popular'])
    expect(recommendations[0]?.name).toMatch(/^The thing-/)
  })

  it('know what is bought together once they were learned, with names and reasons', async () => {
    const { jobId } = await good(client.trainModel('recommendations'))
    for (;;) {
      const job = await good(client.getJob(jobId))
      if (job.finishedAt !== null) {
        expect(job).toMatchObject({ state: 'done', result: 'recommendations-1' })
        break
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    const related = await good(client.listRelatedProducts('lamp-2', { limit: 4 }))
    expect(related.modelVersion).toBe('recommendations-1')
    expect(related.recommendations[0]).toMatchObject({
      productId: 'bulb-2',
      name: 'The bulb-2',
      reason: 'bought-together',
      why: 'bought together with The lamp-2',
    })
    expect(related.recommendations.map(({ productId }) => productId)).not.toContain('lamp-2')
    const personal = await good(client.listRecommendations(await customer(1), { limit: 5 }))
    expect(personal.isPersonal).toBe(true)
    const bought = new Set(['lamp-1', 'bulb-1', 'thing-1'])
    expect(personal.recommendations.filter(({ productId }) => bought.has(productId))).toEqual([])
  })

  it('leave the purchases of somebody who objects out of account', async () => {
    const customerId = await customer(2)
    await good(client.objectToProfiling(customerId))
    const answer = await good(client.listRecommendations(customerId))
    expect(answer.isPersonal).toBe(false)
    expect(answer.recommendations.every(({ reason }) => reason.startsWith('popular'))).toBe(true)
  })

  it('are asked for a customer and a product that are there, and sensibly', async () => {
    expect(await client.listRecommendations('cus_01aaaaaaaaaaaaaaaaaaaa')).toMatchObject({
      failure: { status: 404 },
    })
    expect(await client.listRelatedProducts('nothing')).toMatchObject({ failure: { status: 404 } })
    expect(await client.listRelatedProducts('lamp-1', { limit: 51 })).toMatchObject({
      failure: { status: 422 },
    })
  })
})
