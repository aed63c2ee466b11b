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

/** A product of the connected shop, as its catalogue describes it, with one variant. */
async function describeProduct(productId: string, name: string, sku: string): Promise<void> {
  const facts = (said: Record<string, string>) =>
    JSON.stringify(Object.fromEntries(Object.entries(said).map(([field, value]) => [field, ['1', value]])))
  const database = await platform.database()
  const of = ['demo', 'shopify/demo']
  await database
    .prepare(
      `insert into product (tenant_id, source, product_id, described_at, facts, variants_listed_by) values (?, ?, ?, 1, ?, '')`,
    )
    .bind(...of, productId, facts({ name, category: 'Light', brand: 'Bright' }))
    .run()
  await database
    .prepare(
      `insert into product_variant (tenant_id, source, variant_id, described_at, facts, listed_by, is_deleted)
       values (?, ?, ?, 1, ?, '', 0)`,
    )
    .bind(...of, `${productId}-variant`, facts({ productId, sku }))
    .run()
}

/** Four visits a day, each to a torch of some kind and then to its batteries. */
function visitOf(number: number): object[] {
  const beganAt = Date.now() - 86_400_000 - number * 6 * 3_600_000
  return ['torch', 'batteries'].map((product, step) => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: `view-${number}-${step}`,
    anonymousId: `cookie-${number}`,
    timestamp: new Date(beganAt + step * 60_000).toISOString(),
    properties: { product_id: `${product}-${number % 3}`, name: product, category: 'Outdoors' },
  }))
}

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
  // Torches and batteries are sold, so the model knows them, and visits tell that they go together.
  const sold = Array.from({ length: 30 }, (_, number) => {
    const order = orderOf(1_000 + number)
    const productId = `${number % 2 === 0 ? 'torch' : 'batteries'}-${number % 3}`
    const products = [{ product_id: productId, name: productId, category: 'Outdoors', price: 5, quantity: 1 }]
    return { ...order, properties: { ...order.properties, products } }
  })
  // The same kettle by the shop's number of it and by its SKU, each time with a teapot.
  const kettles = Array.from({ length: 20 }, (_, number) => {
    const order = orderOf(2_000 + number)
    const products = [number % 2 === 0 ? '7001' : 'KET-1', 'teapot'].map((product_id) => ({
      product_id,
      name: product_id === 'teapot' ? 'The teapot' : 'The kettle',
      category: 'Kitchen',
      price: 5,
      quantity: 1,
    }))
    return { ...order, properties: { ...order.properties, products } }
  })
  const visits = Array.from({ length: 90 }, (_, number) => visitOf(number)).flat()
  for (const batch of [[...sold, ...kettles], visits]) {
    expect((await platform.track('batch', { batch })).status).toBe(200)
  }
  await describeProduct('7001', 'Copper kettle', 'KET-1')
  await describeProduct('7002', 'New lamp', 'LAM-9')
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
    expect(rest).toEqual({ modelVersion: null, isPersonal: false, strategy: 'popular', visitedCount: 0 })
    expect(await good(client.listSimilarProducts('7002', { limit: 3 }))).toMatchObject({
      strategy: 'popular',
      modelVersion: null,
    })
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

  it('take a product that comes by its number and by its SKU for one', async () => {
    for (const productId of ['7001', 'KET-1']) {
      const related = await good(client.listRelatedProducts(productId, { limit: 3 }))
      expect(related.recommendations[0]).toMatchObject({ productId: 'teapot' })
      const ids = related.recommendations.map((product) => product.productId)
      expect(ids).not.toContain('7001')
      expect(ids).not.toContain('KET-1')
    }
    const besideTeapot = await good(client.listRelatedProducts('teapot', { limit: 5 }))
    expect(besideTeapot.recommendations[0]).toMatchObject({ productId: '7001', name: 'Copper kettle' })
  })

  it('find what is like a product, also like one that nobody has bought yet', async () => {
    const similar = await good(client.listSimilarProducts('lamp-2', { limit: 3 }))
    expect(similar).toMatchObject({ strategy: 'similar', isPersonal: false })
    expect(similar.recommendations[0]).toMatchObject({
      reason: 'similar-product',
      why: 'similar to The lamp-2',
    })
    expect(similar.recommendations.map(({ productId }) => productId)).not.toContain('lamp-2')
    const likeNew = await good(client.listSimilarProducts('7002', { limit: 3 }))
    expect(likeNew.strategy).toBe('similar')
    expect(likeNew.recommendations.map(({ category }) => category)).toEqual(['Light', 'Light', 'Light'])
    const byCategory = await good(client.listSimilarProducts('lamp-2', { limit: 3, category: 'Kitchen' }))
    expect(byCategory.recommendations.every(({ category }) => category === 'Kitchen')).toBe(true)
    expect(await client.listSimilarProducts('nothing')).toMatchObject({ failure: { status: 404 } })
  })

  it('are led by the visit that is going on, as soon as a view was taken in', async () => {
    const before = await good(client.listVisitRecommendations({ identifier: 'cookie_id:fresh' }))
    expect(before).toMatchObject({ strategy: 'popular', isPersonal: false, visitedCount: 0 })
    const sentMs = Date.now()
    const view = (anonymousId: string) => ({
      type: 'track',
      event: 'Product Viewed',
      anonymousId,
      properties: { product_id: 'torch-1', name: 'torch', category: 'Outdoors' },
    })
    expect((await platform.track('track', view('fresh'))).status).toBe(200)
    for (;;) {
      const now = await good(client.listVisitRecommendations({ identifier: 'cookie_id:fresh', limit: 3 }))
      if (now.visitedCount === 1) {
        expect(now).toMatchObject({ strategy: 'visit', isPersonal: true })
        expect(now.recommendations[0]).toMatchObject({
          productId: 'batteries-1',
          reason: 'this-visit',
          why: 'like what you looked at today',
        })
        expect(now.recommendations.map(({ productId }) => productId)).not.toContain('torch-1')
        break
      }
      expect(Date.now() - sentMs).toBeLessThan(60_000)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const told = await good(client.listVisitRecommendations({ viewed: 'torch-2, nothing', limit: 1 }))
    expect(told).toMatchObject({ strategy: 'visit', visitedCount: 1 })
    expect(told.recommendations[0]?.productId).toBe('batteries-2')
    expect(await client.listVisitRecommendations({ identifier: 'nonsense' })).toMatchObject({
      failure: { status: 422 },
    })
  })

  it('do not look at the visit of somebody who objects', async () => {
    const customerId = await customer(3)
    await platform.track('track', {
      type: 'track',
      event: 'Product Viewed',
      userId: 'buyer-3',
      properties: { product_id: 'torch-0' },
    })
    await platform.settled()
    expect((await good(client.listRecommendations(customerId))).visitedCount).toBe(1)
    await good(client.objectToProfiling(customerId))
    expect(await good(client.listRecommendations(customerId))).toMatchObject({
      visitedCount: 0,
      isPersonal: false,
      strategy: 'popular',
    })
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
