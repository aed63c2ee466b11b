import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VendorCall } from '#shared/sources/backfill.ts'
import { lightspeedBackfill } from '#shared/sources/lightspeed/backfill/lightspeed-backfill.ts'

interface Listed {
  readonly id: string
  readonly version: number
  readonly updated_at: string
}
const seed = 20261121
const at = (minute: number) => new Date(Date.UTC(2026, 10, 20) + minute * 60_000).toISOString()

/** A retailer's list as API 2.0 answers it: by version, so many at a time. */
function retailer(listed: readonly Listed[]): { call: VendorCall; paths: string[] } {
  const paths: string[] = []
  return {
    paths,
    call: async ({ path }) => {
      paths.push(path)
      const query = new URL(path, 'https://larder.example').searchParams
      const data = listed
        .filter(({ version }) => version > Number(query.get('after')))
        .slice(0, Number(query.get('page_size')))
      const version = { min: data.at(0)?.version ?? null, max: data.at(-1)?.version ?? null }
      return { status: 200, headers: new Map(), body: JSON.stringify({ data, version }) }
    },
  }
}

async function readAll(resource: string, sinceMs: number | null, call: VendorCall): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = null
  for (let page = 0; page < 100; page += 1) {
    const read = await lightspeedBackfill.readPage(resource, cursor, sinceMs, call, {})
    if (!read.ok) throw new Error(read.failure.message)
    for (const record of read.value.records) ids.push((record as { fields: Listed }).fields.id)
    cursor = read.value.nextCursor
    if (cursor === null) return ids
  }
  throw new Error('the list never ends')
}

describe('a list', () => {
  it('is read page by page to the end, deleted things too', async () => {
    const listed = Array.from({ length: 450 }, (_, index) => {
      return { id: `s${index}`, version: 1_000 + index * 3, updated_at: at(index) }
    })
    const { call, paths } = retailer(listed)
    expect(await readAll('sales', null, call)).toEqual(listed.map(({ id }) => id))
    expect(paths).toEqual([
      '/sales?after=0&page_size=200&deleted=true',
      '/sales?after=1597&page_size=200&deleted=true',
      '/sales?after=2197&page_size=200&deleted=true',
      '/sales?after=2347&page_size=200&deleted=true',
    ])
  })

  it(`is read from the first change since a moment, found by halving (seed ${seed})`, async () => {
    const gaps = fc.array(fc.integer({ min: 1, max: 2 ** 33 }), { maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: -1, max: 31 }), async (steps, minute) => {
        let version = 0
        const listed = steps.map((gap, index): Listed => {
          version += gap
          return { id: `c${index}`, version, updated_at: at(index) }
        })
        const { call, paths } = retailer(listed)
        const found = await readAll('customers', Date.parse(at(minute)), call)
        expect(found).toEqual(listed.slice(Math.max(0, minute)).map(({ id }) => id))
        expect(paths.length).toBeLessThan(50)
      }),
      { seed, numRuns: 100 },
    )
  })

  it('that answers the same versions for ever is left', async () => {
    const call: VendorCall = async () => {
      return { status: 200, headers: new Map(), body: '{"data":[{"id":"o"}],"version":{"max":5}}' }
    }
    expect(await readAll('outlets', null, call)).toEqual(['o', 'o'])
  })

  it('of stock is read as a whole, or not at all: it says no times', async () => {
    const { call, paths } = retailer([{ id: 'i', version: 1, updated_at: at(0) }])
    expect(await readAll('inventory', null, call)).toEqual(['i'])
    paths.length = 0
    expect(await readAll('inventory', Date.parse(at(0)), call)).toEqual([])
    expect(paths).toEqual([])
  })

  it.each<[string, string, number, string, string]>([
    ['a wrong token', 'sales', 401, '', 'invalid-credentials'],
    ['too many calls', 'sales', 429, '', 'rate-limited'],
    ['a page that is no JSON', 'sales', 200, '<html>', 'unreadable-answer'],
    ['a page without a list', 'sales', 200, '{}', 'unreadable-answer'],
    ['a list there is none of', 'tills', 200, '{"data":[]}', 'unreadable-answer'],
  ])('is told of %s', async (_, resource, status, body, kind) => {
    for (const sinceMs of [null, 0]) {
      const call: VendorCall = async () => ({ status, headers: new Map(), body })
      expect(await lightspeedBackfill.readPage(resource, null, sinceMs, call, {})).toMatchObject({
        ok: false,
        failure: { kind },
      })
    }
  })

  it.each(['', 'x', '{}', '{"after":"5"}'])('cannot be read on from %j', async (cursor) => {
    const { call } = retailer([])
    expect(await lightspeedBackfill.readPage('sales', cursor, null, call, {})).toMatchObject({ ok: false })
  })
})

describe('the address', () => {
  it('is the retailer’s own', () => {
    expect(lightspeedBackfill.address({ domainPrefix: 'larder' }, { accessToken: 't' })).toMatchObject({
      ok: true,
      value: {
        baseUrl: 'https://larder.retail.lightspeed.app/api/2.0',
        headers: { authorization: 'Bearer t' },
      },
    })
  })

  it.each<[object, Record<string, string>, string]>([
    [{}, { accessToken: 't' }, 'invalid-settings'],
    [{ domainPrefix: 'evil.example/' }, { accessToken: 't' }, 'invalid-settings'],
    [{ domainPrefix: 'larder' }, {}, 'invalid-credentials'],
  ])('of %j with %j is refused', (settings, credentials, kind) => {
    expect(lightspeedBackfill.address({ ...settings }, credentials)).toMatchObject({
      ok: false,
      failure: { kind },
    })
  })
})
