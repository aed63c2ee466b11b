import { describe, expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { woocommerceBackfill } from '#shared/sources/woocommerce/backfill/backfill.ts'
import { woocommerceSource } from '#shared/sources/woocommerce/index.ts'
import { findFixtures, fixtureContext } from '../../fixtures.ts'

const keys = { consumerKey: 'ck_1', consumerSecret: 'cs_2' }

function answering(response: Partial<VendorResponse>) {
  const requests: VendorRequest[] = []
  const call = async (request: VendorRequest): Promise<VendorResponse> => {
    requests.push(request)
    return { status: 200, headers: new Map(), body: '[]', ...response }
  }
  return { requests, call }
}

describe('the address', () => {
  it('is the shop with key and secret as HTTP Basic', () => {
    expect(woocommerceBackfill.address({ shopUrl: 'https://larder.example/shop/' }, keys)).toEqual({
      ok: true,
      value: {
        baseUrl: 'https://larder.example/shop',
        headers: { authorization: 'Basic Y2tfMTpjc18y', accept: 'application/json' },
      },
    })
  })

  it.each([
    [{}, keys, 'invalid-settings'],
    [{ shopUrl: 'larder' }, keys, 'invalid-settings'],
    [{ shopUrl: 'ftp://larder.example' }, keys, 'invalid-settings'],
    [{ shopUrl: 'https://larder.example' }, {}, 'invalid-credentials'],
    [{ shopUrl: 'https://larder.example' }, { ...keys, consumerSecret: 'ck_1' }, 'invalid-credentials'],
  ])('of %j with %j is refused', (settings, credentials, kind) => {
    const address = woocommerceBackfill.address(settings, credentials)
    expect(address.ok ? null : address.failure).toMatchObject({ kind, retryable: false })
  })
})

describe('a page', () => {
  it('asks for what changed, in UTC, oldest change first', async () => {
    const { requests, call } = answering({})
    const sinceMs = Date.parse('2026-11-02T09:00:00Z')
    expect(await woocommerceBackfill.readPage('orders', null, sinceMs, call)).toEqual({
      ok: true,
      value: { records: [], nextCursor: null },
    })
    const url = new URL(requests[0]?.path ?? '', 'https://larder.example')
    expect(url.pathname).toBe('/wp-json/wc/v3/orders')
    expect(Object.fromEntries(url.searchParams)).toEqual({
      per_page: '100',
      page: '1',
      orderby: 'modified',
      order: 'asc',
      status: 'any',
      modified_after: '2026-11-02T08:59:59',
      dates_are_gmt: 'true',
    })
  })

  it('holds the same events as the webhooks of the same versions', async () => {
    for (const [resource, name] of [
      ['orders', 'order-updated/part-given-back'],
      ['customers', 'customer-updated/with-an-address'],
      ['products', 'product-updated/price-and-stock'],
      ['coupons', 'coupon-updated/used-once'],
    ] as const) {
      const delivery = findFixtures('woocommerce').find((fixture) => fixture.name === name)?.delivery
      if (delivery === undefined) throw new Error(`no fixture ${name}`)
      const { call } = answering({ body: `[${new TextDecoder().decode(delivery.body)}]` })
      const page = await woocommerceBackfill.readPage(resource, null, null, call)
      const parsed = woocommerceSource.parse(delivery)
      if (!page.ok || !parsed.ok) throw new Error('both can be read')
      const map = (record: (typeof parsed.value)[number]) =>
        woocommerceSource.map(record, fixtureContext('woocommerce'))
      expect(page.value.records.map(map)).toEqual(parsed.value.map(map))
    }
  })

  it('keeps what can be read beside what cannot', async () => {
    const body = JSON.stringify([{ id: 719, code: 'autumn10' }, { id: 720 }])
    const page = await woocommerceBackfill.readPage('coupons', null, null, answering({ body }).call)
    const outcomes = page.ok
      ? page.value.records.map((record) => woocommerceSource.map(record, fixtureContext('woocommerce')))
      : []
    expect(outcomes).toMatchObject([
      { ok: true },
      { ok: false, failure: { kind: 'invalid-record', errors: [{ pointer: '/code' }] } },
    ])
  })

  it.each([
    [{ status: 401 }, 'invalid-credentials', false],
    [{ status: 429, headers: new Map([['retry-after', '7']]) }, 'rate-limited', true],
    [{ status: 503 }, 'vendor-unavailable', true],
    [{ status: 404 }, 'unreadable-answer', false],
    [{ body: '<html>maintenance</html>' }, 'unreadable-answer', false],
    [{ body: '{"orders":[]}' }, 'unreadable-answer', false],
  ])('answered with %j fails', async (response, kind, retryable) => {
    const page = await woocommerceBackfill.readPage('orders', null, null, answering(response).call)
    expect(page.ok ? null : page.failure).toMatchObject({ kind, retryable })
  })

  it('of a shop that cannot list by change is no page', async () => {
    const body = JSON.stringify([{ id: 1, date_modified_gmt: '2020-01-01T00:00:00' }])
    const sinceMs = Date.parse('2026-11-02T09:00:00Z')
    const page = await woocommerceBackfill.readPage('orders', null, sinceMs, answering({ body }).call)
    expect(page.ok ? null : page.failure.message).toMatch(/5\.8/)
  })

  it.each(['', 'null', '{}', '{"fromMs":"x","page":1}', '{"fromMs":null,"page":0}'])(
    'is not begun at the cursor %j',
    async (cursor) => {
      const { requests, call } = answering({})
      expect((await woocommerceBackfill.readPage('orders', cursor, null, call)).ok).toBe(false)
      expect(requests).toEqual([])
    },
  )

  it('of customers that are new ends with the first one known', async () => {
    const customer = (id: number, created: string) => ({ id, date_created_gmt: created })
    const body = JSON.stringify([customer(9, '2026-11-02T09:30:00'), customer(8, '2026-11-01T00:00:00')])
    const { call, requests } = answering({ body, headers: new Map([['x-wp-totalpages', '4']]) })
    const sinceMs = Date.parse('2026-11-02T09:00:00Z')
    const page = await woocommerceBackfill.readPage('customers', null, sinceMs, call)
    expect(page).toMatchObject({ ok: true, value: { records: [{ customer: { id: 9 } }], nextCursor: null } })
    expect(requests[0]?.path).toContain('order=desc')
  })
})
