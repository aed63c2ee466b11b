import { describe, expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { magentoBackfill } from '#shared/sources/magento/backfill/backfill.ts'
import { magentoSource } from '#shared/sources/magento/index.ts'
import { findFixtures, fixtureContext } from '../../fixtures.ts'

const map = (record: Parameters<typeof magentoSource.map>[0]) =>
  magentoSource.map(record, fixtureContext('magento'))

function answering(response: Partial<VendorResponse>) {
  const requests: VendorRequest[] = []
  const call = async (request: VendorRequest): Promise<VendorResponse> => {
    requests.push(request)
    return { status: 200, headers: new Map(), body: '{"items":[],"total_count":0}', ...response }
  }
  return { requests, call }
}

it.each([
  [{ shopUrl: 'https://larder.example/' }, { accessToken: 'abc123' }, null],
  [{}, { accessToken: 'abc123' }, 'invalid-settings'],
  [{ shopUrl: 'https://larder.example' }, {}, 'invalid-credentials'],
  [{ shopUrl: 'https://larder.example' }, { accessToken: 'two words' }, 'invalid-credentials'],
])('the address of %j with %j', (settings, credentials, kind) => {
  const address = magentoBackfill.address(settings, credentials)
  expect(address.ok ? null : address.failure.kind).toBe(kind)
  if (address.ok) {
    expect(address.value.baseUrl).toBe('https://larder.example')
    expect(address.value.headers.authorization).toBe('Bearer abc123')
  }
})

describe('a page', () => {
  it('asks for what changed, in UTC, oldest change first', async () => {
    const { requests, call } = answering({})
    const sinceMs = Date.parse('2026-11-02T09:00:00Z')
    expect(await magentoBackfill.readPage('customers', null, sinceMs, call)).toEqual({
      ok: true,
      value: { records: [], nextCursor: null },
    })
    const url = new URL(requests[0]?.path ?? '', 'https://larder.example')
    expect(url.pathname).toBe('/rest/V1/customers/search')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'searchCriteria[filterGroups][0][filters][0][field]': 'updated_at',
      'searchCriteria[filterGroups][0][filters][0][conditionType]': 'gteq',
      'searchCriteria[filterGroups][0][filters][0][value]': '2026-11-02 09:00:00',
      'searchCriteria[sortOrders][0][field]': 'updated_at',
      'searchCriteria[sortOrders][0][direction]': 'ASC',
      'searchCriteria[pageSize]': '100',
      'searchCriteria[currentPage]': '1',
    })
  })

  it('goes on from the last change, and counts pages only within one second', async () => {
    const items = Array.from({ length: 100 }, (_, id) => ({ id: id + 1, updated_at: '2026-11-02 09:00:05' }))
    const { requests, call } = answering({ body: JSON.stringify({ items, total_count: 250 }) })
    const cursors: string[] = []
    let cursor: string | null = null
    for (let count = 0; count < 4; count += 1) {
      const page = await magentoBackfill.readPage('customers', cursor, null, call)
      if (!page.ok || page.value.nextCursor === null) break
      cursor = page.value.nextCursor
      cursors.push(cursor)
    }
    const fromMs = Date.parse('2026-11-02T09:00:05Z')
    expect(cursors.map((text) => JSON.parse(text))).toEqual([
      { fromMs, page: 1 },
      { fromMs, page: 2 },
      { fromMs, page: 3 },
    ])
    expect(requests).toHaveLength(4)
  })

  it('holds the same events as the webhook of the same version, in the REST API’s own writing', async () => {
    const fixture = findFixtures('magento').find(
      ({ name }) => name === 'sales-order-save-after/part-given-back',
    )
    if (fixture === undefined) throw new Error('the fixture is gone')
    const { order } = JSON.parse(new TextDecoder().decode(fixture.delivery.body)).data
    const { addresses, ...rest } = order
    const { street, ...billing } = addresses[1]
    const listed = {
      ...rest,
      entity_id: 19,
      customer_id: 7,
      base_shipping_amount: 5,
      billing_address: { ...billing, street: street.split('\n') },
      items: order.items.map(
        (item: { item_id: string; product_id: string; parent_item_id: string | null }) => {
          const { parent_item_id, ...shown } = item
          return {
            ...shown,
            item_id: Number(item.item_id),
            product_id: Number(item.product_id),
            ...(parent_item_id !== null && { parent_item_id: Number(parent_item_id) }),
          }
        },
      ),
    }
    const { call } = answering({ body: JSON.stringify({ items: [listed], total_count: 1 }) })
    const page = await magentoBackfill.readPage('orders', null, null, call)
    const parsed = magentoSource.parse(fixture.delivery)
    if (!page.ok || !parsed.ok) throw new Error('both can be read')
    expect(page.value.records.map(map)).toEqual(parsed.value.map(map))
  })

  it('keeps what can be read beside what cannot', async () => {
    const body = JSON.stringify({
      items: [{ id: 7, email: 'ada@example.com' }, { id: null }],
      total_count: 2,
    })
    const page = await magentoBackfill.readPage('customers', null, null, answering({ body }).call)
    expect(page.ok ? page.value.records.map(map) : []).toMatchObject([
      { ok: true },
      { ok: false, failure: { kind: 'invalid-customer', errors: [{ pointer: '/entity_id' }] } },
    ])
  })

  it.each([
    [{ status: 401 }, 'invalid-credentials', false],
    [{ status: 429 }, 'rate-limited', true],
    [{ status: 503 }, 'vendor-unavailable', true],
    [{ body: '<html>maintenance</html>' }, 'unreadable-answer', false],
    [{ body: '{"message":"no"}' }, 'unreadable-answer', false],
  ])('answered with %j fails', async (response, kind, retryable) => {
    const page = await magentoBackfill.readPage('orders', null, null, answering(response).call)
    expect(page.ok ? null : page.failure).toMatchObject({ kind, retryable })
  })

  it.each(['', '{}', '{"fromMs":null,"page":0}'])('is not begun at the cursor %j', async (cursor) => {
    expect((await magentoBackfill.readPage('orders', cursor, null, answering({}).call)).ok).toBe(false)
  })
})
