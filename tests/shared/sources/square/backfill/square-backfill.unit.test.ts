import { describe, expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { squareBackfill } from '#shared/sources/square/backfill/square-backfill.ts'

/** An answer for each call in turn; the calls are kept. */
function vendor(...answers: (object | [status: number, body: string, headers?: Record<string, string>])[]) {
  const calls: VendorRequest[] = []
  const call = async (request: VendorRequest): Promise<VendorResponse> => {
    const answer = answers[calls.length]
    calls.push(request)
    if (answer === undefined) throw new Error(`one call too many: ${request.path}`)
    const [status, body, headers] = Array.isArray(answer) ? answer : [200, JSON.stringify(answer)]
    return { status, body, headers: new Map(Object.entries(headers ?? {})) }
  }
  return { call, bodies: () => calls.map(({ body }) => JSON.parse(body ?? 'null')), calls }
}
const read = (
  resource: string,
  cursor: string | null,
  sinceMs: number | null,
  { call }: ReturnType<typeof vendor>,
) => squareBackfill.readPage(resource, cursor, sinceMs, call, {})
const sinceMs = Date.parse('2026-11-20T00:00:00Z')
const since = '2026-11-20T00:00:00.000Z'

describe('the address', () => {
  it('is that of the world the token belongs to', () => {
    const found = squareBackfill.address({ environment: 'sandbox' }, { accessToken: ' token ' })
    expect(found).toMatchObject({
      ok: true,
      value: { baseUrl: 'https://connect.squareupsandbox.com', headers: { authorization: 'Bearer token' } },
    })
    expect(squareBackfill.address({}, { accessToken: 't' })).toMatchObject({
      value: { baseUrl: 'https://connect.squareup.com' },
    })
  })

  it.each<[object, Record<string, string>, string]>([
    [{}, {}, 'invalid-credentials'],
    [{}, { accessToken: ' ' }, 'invalid-credentials'],
    [{ environment: 'moon' }, { accessToken: 't' }, 'invalid-settings'],
  ])('of %j with %j is refused', (settings, credentials, kind) => {
    expect(squareBackfill.address({ ...settings }, credentials)).toMatchObject({
      ok: false,
      failure: { kind, retryable: false },
    })
  })
})

describe('orders', () => {
  it('are read location by location, ten at a time, page by page, to the end', async () => {
    const locations = Array.from({ length: 12 }, (_, index) => ({ id: `L${index}` }))
    const square = vendor(
      { locations },
      { orders: [{ id: 'O1' }, { id: 'O2' }], cursor: 'next' },
      { orders: [{ id: 'O3' }] },
      { orders: [{ id: 'O4' }], cursor: '' },
    )
    const found: unknown[] = []
    let cursor: string | null = null
    do {
      const page = await read('orders', cursor, sinceMs, square)
      if (!page.ok) throw new Error(page.failure.message)
      found.push(...page.value.records)
      cursor = page.value.nextCursor
    } while (cursor !== null)
    expect(found).toEqual(['O1', 'O2', 'O3', 'O4'].map((id) => ({ kind: 'order', fields: { id } })))
    const [, first, second, third] = square.bodies()
    expect(first.location_ids).toHaveLength(10)
    expect(first.cursor).toBeUndefined()
    expect(first.query.filter.date_time_filter).toEqual({ updated_at: { start_at: since } })
    expect(first.query.sort.sort_field).toBe('UPDATED_AT')
    expect(second).toEqual({ ...first, cursor: 'next' })
    expect(third.location_ids).toEqual(['L10', 'L11'])
    expect(square.calls.map(({ path }) => path)).toEqual([
      '/v2/locations',
      '/v2/orders/search',
      '/v2/orders/search',
      '/v2/orders/search',
    ])
  })

  it('of a seller without locations are none', async () => {
    expect(await read('orders', null, null, vendor({}))).toEqual({
      ok: true,
      value: { records: [], nextCursor: null },
    })
  })

  it('cannot be read on from a place that is none', async () => {
    for (const cursor of ['', 'next', '{"locationIds":1}'])
      expect(await read('orders', cursor, null, vendor())).toMatchObject({
        ok: false,
        failure: { kind: 'unreadable-answer' },
      })
  })
})

describe('everything else', () => {
  it.each([
    ['catalog', '/v2/catalog/search', { objects: [{ id: 'I' }] }, 'catalog-item', { begin_time: since }],
    [
      'customers',
      '/v2/customers/search',
      { customers: [{ id: 'C' }] },
      'customer',
      { query: { filter: { updated_at: { start_at: since } } } },
    ],
    [
      'inventory',
      '/v2/inventory/counts/batch-retrieve',
      { counts: [{ catalog_object_id: 'V' }] },
      'inventory-count',
      { updated_after: since },
    ],
  ])(
    '%s are asked for what changed since, and from where the last page ended',
    async (resource, path, list, kind, asked) => {
      const square = vendor({ ...list, cursor: 'c2' }, {})
      const [fields] = Object.values(list)[0] ?? []
      expect(await read(resource, null, sinceMs, square)).toEqual({
        ok: true,
        value: { records: [{ kind, fields }], nextCursor: 'c2' },
      })
      expect(await read(resource, 'c2', null, square)).toEqual({
        ok: true,
        value: { records: [], nextCursor: null },
      })
      expect(square.calls.map((each) => each.path)).toEqual([path, path])
      const [first, second] = square.bodies()
      expect(first).toMatchObject(asked)
      expect(second).toMatchObject({ cursor: 'c2' })
      expect(JSON.stringify(second)).not.toContain('2026-11-20')
    },
  )

  it('locations come at once', async () => {
    expect(await read('locations', null, null, vendor({ locations: [{ id: 'L' }] }))).toEqual({
      ok: true,
      value: { records: [{ kind: 'location', fields: { id: 'L' } }], nextCursor: null },
    })
  })

  it.each<[string, [number, string, Record<string, string>?], object]>([
    ['a wrong token', [401, '{"errors":[]}'], { kind: 'invalid-credentials', retryable: false }],
    [
      'too many calls',
      [429, '', { 'retry-after': '7' }],
      { kind: 'rate-limited', retryable: true, afterSeconds: 7 },
    ],
    ['a fault of theirs', [502, '<html>'], { kind: 'vendor-unavailable', retryable: true }],
    ['a page that is no JSON', [200, '<html>'], { kind: 'unreadable-answer', retryable: false }],
    ['a list that is none', [200, '{"customers":{}}'], { kind: 'unreadable-answer', retryable: false }],
  ])('is told of %s', async (_, answer, failure) => {
    expect(await read('customers', null, null, vendor(answer))).toMatchObject({ ok: false, failure })
  })
})
