import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ImportView } from '#shared/contracts/imports.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import type { PrivacyRequestList, PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform()
})
afterAll(async () => {
  await platform?.remove()
})

function post(path: string, body: unknown): Promise<Response> {
  return platform.api(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
}

async function customerOf(identifier: string): Promise<string | undefined> {
  const { customers } = await platform.get<CustomerList>(
    `/v1/customers?identifier=${encodeURIComponent(identifier)}`,
  )
  return customers[0]?.id
}

function purchase(name: string, messageId: string, timestamp: string, orderId = messageId) {
  return {
    type: 'track',
    event: 'Order Completed',
    userId: `user-${name}`,
    messageId,
    timestamp,
    context: { traits: { email: `${name}@canary.example`, firstName: `Canary-${name}` } },
    properties: { order_id: orderId, total: 25, currency: 'GBP', products: [{ product_id: 'p', price: 25 }] },
  }
}

/** Said each time, so that midnight changes nothing. */
const lastDay = new Date().toISOString().slice(0, 10)
const lastWeek = new Date(Date.now() - 7 * dayMs).toISOString()

async function send(...calls: unknown[]): Promise<void> {
  expect((await platform.track('batch', { batch: calls })).status).toBe(200)
  await platform.settled()
}

async function sales(): Promise<unknown> {
  const { allTime, salesByDay, salesByChannel } = await platform.get<Overview>(
    `/v1/overview?days=30&lastDay=${lastDay}`,
  )
  return { allTime, salesByDay, salesByChannel }
}

/** All of D1 and both buckets, as text. */
async function everythingStored(): Promise<string> {
  const database = await platform.database()
  const { results } = await database
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\' and name not like 'sqlite%'",
    )
    .all<{ name: string }>()
  const texts: string[] = []
  for (const { name } of results) {
    texts.push(JSON.stringify((await database.prepare(`select * from "${name}"`).all()).results))
  }
  for (const binding of ['ARCHIVE', 'UPLOADS']) {
    const bucket = await platform.miniflare.getR2Bucket(binding, 'patron-api')
    for (const { key } of (await bucket.list()).objects)
      texts.push((await (await bucket.get(key))?.text()) ?? '')
  }
  return texts.join('\n')
}

describe('POST /v1/privacy/erasures', () => {
  it('forgets a customer everywhere; totals stay, old data stays out, new data is somebody new', async () => {
    await send(
      purchase('ada', 'ada-1', lastWeek),
      { type: 'page', userId: 'user-ada', name: 'Canary page', messageId: 'ada-2', timestamp: lastWeek },
      purchase('bob', 'bob-1', lastWeek),
    )
    const customerId = (await customerOf('email:ada@canary.example')) ?? ''
    const before = await sales()
    expect(await everythingStored()).toMatch(/ada@canary/)

    const response = await post('/v1/privacy/erasures', { identifier: 'email:Ada@canary.example' })
    expect(response.status).toBe(202)
    const created = (await response.json()) as PrivacyRequestView
    const request = await platform.get<PrivacyRequestView>(response.headers.get('location') ?? '')
    expect(request).toMatchObject({
      requestId: created.requestId,
      customerId,
      mode: 'delete',
      status: 'done',
    })
    expect(request.receipt).toContainEqual({ store: 'timelines', forgotten: 2, unit: 'events' })
    expect(request.receipt).toContainEqual({ store: 'archive', forgotten: 2, unit: 'lines' })

    for (const path of ['', '/timeline', '/identity']) {
      expect((await platform.api(`/v1/customers/${customerId}${path}`)).status).toBe(404)
    }
    expect(await customerOf('email:ada@canary.example')).toBeUndefined()
    expect(await everythingStored()).not.toMatch(/ada@canary|Canary-ada|Canary page|user-ada/)
    expect(await platform.get('/v1/events')).not.toMatchObject({ events: [{ customerId }] })
    expect(await sales()).toEqual(before)

    await send(purchase('ada', 'ada-1', lastWeek), purchase('ada', 'ada-1-again', lastWeek, 'ada-1'))
    expect(await customerOf('email:ada@canary.example')).toBeUndefined()
    expect(await everythingStored()).not.toMatch(/ada@canary|Canary-ada|user-ada/)
    expect(await sales()).toEqual(before)
    expect(await platform.get('/v1/streaming/stream/status')).toMatchObject({ suppressed: 1 })

    await send(purchase('ada', 'ada-3', new Date().toISOString()))
    const newId = (await customerOf('email:ada@canary.example')) ?? ''
    expect(newId).not.toBe(customerId)
    expect(await platform.get<CustomerView>(`/v1/customers/${newId}`)).toMatchObject({
      features: { orderCount: 1 },
    })
  })

  it('in mode suppress keeps new data out, until the suppression is lifted', async () => {
    await send(purchase('sue', 'sue-1', lastWeek))
    const customerId = await customerOf('email:sue@canary.example')
    expect((await post('/v1/privacy/erasures', { customerId, mode: 'suppress' })).status).toBe(202)
    await send(purchase('sue', 'sue-2', new Date().toISOString()))
    expect(await customerOf('email:sue@canary.example')).toBeUndefined()
    expect(await everythingStored()).not.toMatch(/sue@canary|Canary-sue/)
    for (const identifier of ['email:sue@canary.example', 'external_id:tracking:user-sue']) {
      expect((await post('/v1/privacy/suppressions/lift', { identifier })).status).toBe(204)
    }
    await send(purchase('sue', 'sue-3', new Date().toISOString()))
    expect(await customerOf('email:sue@canary.example')).toBeDefined()
  })

  it('stays done when the same people come again in a file', async () => {
    const file = 'Order ID,Date,Email,Product,Quantity,Amount\nF1,2026-01-05,flo@canary.example,mug,1,12.00\n'
    const upload = async (text: string) => {
      const response = await platform.api('/v1/imports?fileName=orders.csv', {
        method: 'POST',
        body: text,
        headers: { 'content-type': 'text/csv' },
      })
      const { id } = (await response.json()) as ImportView
      for (;;) {
        const view = await platform.get<ImportView>(`/v1/imports/${id}`)
        if (view.state === 'done') return id
        if (view.state === 'failed' || view.state === 'awaiting-mapping')
          throw new Error(JSON.stringify(view))
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
    await upload(file)
    expect(await customerOf('email:flo@canary.example')).toBeDefined()
    await post('/v1/privacy/erasures', { identifier: 'email:flo@canary.example' })
    await upload(file)
    await upload(file.replace('F1', 'F2').replace('mug', 'cup'))
    expect(await customerOf('email:flo@canary.example')).toBeUndefined()
    const database = await platform.database()
    const orders = await database
      .prepare(
        "select order_key, customer_id, amount_minor from customer_order where order_key like 'csv%' order by 1",
      )
      .all()
    expect(orders.results).toMatchObject([
      { customer_id: null, amount_minor: 1200 },
      { customer_id: null, amount_minor: 1200 },
    ])

    // What is left are the sample rows, until the imports are a week old.
    await database
      .prepare('update customer_import set progressed_at = progressed_at - ?')
      .bind(8 * dayMs)
      .run()
    await platform.runSchedule()
    expect(await everythingStored()).not.toMatch(/flo@canary/)
  })

  it('refuses what it cannot do, and says why', async () => {
    await send(purchase('eve', 'eve-1', lastWeek))
    const customerId = (await customerOf('email:eve@canary.example')) ?? ''
    const statusOf = async (body: unknown) => (await post('/v1/privacy/erasures', body)).status
    expect(await statusOf({ customerId, identifier: 'email:eve@canary.example' })).toBe(422)
    expect(await statusOf({})).toBe(422)
    expect(await statusOf({ customerId, mode: 'hide' })).toBe(422)
    expect(await statusOf({ identifier: 'no identifier' })).toBe(422)
    expect(await statusOf({ identifier: 'email:nobody@canary.example' })).toBe(404)
    expect(await statusOf({ customerId: 'cus_01m6bfp5g00000m23y02sm' })).toBe(404)
    expect(await statusOf({ customerId: '../other-tenant' })).toBe(404)
    expect(await customerOf('email:eve@canary.example')).toBe(customerId)

    expect(await statusOf({ customerId })).toBe(202)
    expect(await statusOf({ customerId })).toBe(409)
    const { requests } = await platform.get<PrivacyRequestList>('/v1/privacy/requests')
    expect(requests.filter((request) => request.customerId === customerId)).toHaveLength(1)
    expect(requests.every(({ status }) => status === 'done')).toBe(true)
    expect((await platform.api('/v1/privacy/requests/prq_unknown')).status).toBe(404)
  })
})
