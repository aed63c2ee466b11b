import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { salesforceBackfill } from '#shared/sources/salesforce/backfill/salesforce-backfill.ts'
import { salesforceSource } from '#shared/sources/salesforce/index.ts'
import { findFixtures, fixtureContext } from '../../fixtures.ts'

const seed = 20261121
const ok = (body: unknown): VendorResponse => ({
  status: 200,
  headers: new Map(),
  body: JSON.stringify(body),
})
const queryOf = ({ path }: VendorRequest) =>
  new URL(path, 'https://acme.my.salesforce.com').searchParams.get('q') ?? ''

async function read(
  response: VendorResponse,
  {
    resource = 'contacts',
    cursor = null as string | null,
    since = null as number | null,
    settings = {},
  } = {},
) {
  const requests: VendorRequest[] = []
  const call = async (request: VendorRequest) => {
    requests.push(request)
    return response
  }
  const page = await salesforceBackfill.readPage(resource, cursor, since, call, settings)
  return { page, requests, queries: requests.map(queryOf) }
}
const nothing = ok({ totalSize: 0, done: true, records: [] })

describe('a page', () => {
  it('asks for all that the user may see, deleted records too', async () => {
    const { requests, queries } = await read(nothing)
    expect(requests[0]?.path).toMatch(/^\/services\/data\/v\d+\.0\/queryAll\?q=/)
    expect(queries).toEqual(['SELECT FIELDS(STANDARD) FROM Contact ORDER BY Id LIMIT 2000'])
  })

  it('asks for what changed since, after an id, with the custom fields', async () => {
    const since = Date.parse('2026-11-02T09:00:00Z')
    const settings = { traits: { Store__c: 'store' } }
    const { queries } = await read(nothing, {
      resource: 'leads',
      cursor: '00Q5g00000LmNo1EAF',
      since,
      settings,
    })
    expect(queries).toEqual([
      "SELECT FIELDS(STANDARD), Store__c FROM Lead WHERE SystemModstamp >= 2026-11-02T09:00:00.000Z AND Id > '00Q5g00000LmNo1EAF' ORDER BY Id LIMIT 2000",
    ])
  })

  it('holds the same events as what Apex sends of the same versions', async () => {
    const delivery = findFixtures('salesforce').find(({ name }) => name === 'contact/changed')?.delivery
    if (delivery === undefined) throw new Error('no fixture')
    const records = JSON.parse(new TextDecoder().decode(delivery.body))
    const { page } = await read(ok({ totalSize: 1, done: true, records }))
    const parsed = salesforceSource.parse(delivery)
    if (!page.ok || !parsed.ok) throw new Error('both can be read')
    const map = (record: unknown) => salesforceSource.map(record, fixtureContext('salesforce'))
    expect(page.value.records.map(map)).toEqual(parsed.value.map(map))
    expect(page.value.nextCursor).toBeNull()
  })

  it('is followed by another one when Salesforce gives fewer than it was asked for', async () => {
    const answer = ok({ done: false, nextRecordsUrl: '/x', records: [{ Id: '0035g00000XyZ12AAF' }] })
    const { page } = await read(answer)
    expect(page.ok ? page.value.nextCursor : null).toBe('0035g00000XyZ12AAF')
  })

  it('of an object that is not wanted is empty and asks nothing', async () => {
    const { page, requests } = await read(nothing, { resource: 'leads', settings: { objects: ['Contact'] } })
    expect(requests).toEqual([])
    expect(page).toEqual({ ok: true, value: { records: [], nextCursor: null } })
  })

  it.each(["0035g'", '', '0035g00000XyZ12AAF OR'])('is not begun at the cursor %j', async (cursor) => {
    const { page, requests } = await read(nothing, { cursor })
    expect(page.ok).toBe(false)
    expect(requests).toEqual([])
  })

  const error = (errorCode: string, message = 'no') => JSON.stringify([{ errorCode, message }])
  it.each([
    [{ status: 401, body: error('INVALID_SESSION_ID') }, 'invalid-credentials', null],
    [{ status: 403, body: error('API_DISABLED_FOR_ORG') }, 'invalid-credentials', null],
    [{ status: 403, body: error('REQUEST_LIMIT_EXCEEDED') }, 'rate-limited', 900],
    [
      { status: 400, body: error('INVALID_FIELD', "No such column 'Store__c' on entity 'Lead'") },
      'invalid-settings',
      null,
    ],
    [{ status: 503, body: '<html>' }, 'vendor-unavailable', null],
    [{ status: 200, body: '[]' }, 'unreadable-answer', null],
    [{ status: 200, body: '{"done":true,"records":[{"Id":"\' OR"}]}' }, 'unreadable-answer', null],
  ])('answered with %j fails', async (response, kind, afterSeconds) => {
    const { page } = await read({ ...nothing, ...response })
    expect(page.ok ? null : page.failure).toMatchObject({ kind, afterSeconds })
  })
})

describe('the address', () => {
  it('is the organisation’s, whatever page of it was pasted', () => {
    const settings = { instanceUrl: 'https://acme.my.salesforce.com/lightning/page/home' }
    expect(salesforceBackfill.address(settings)).toMatchObject({
      ok: true,
      value: { baseUrl: 'https://acme.my.salesforce.com' },
    })
  })

  it('is missing without the setting', () => {
    expect(salesforceBackfill.address({})).toMatchObject({ ok: false, failure: { kind: 'invalid-settings' } })
  })
})

it(`reads every record once, in batches of any size, whatever is saved meanwhile (seed ${seed})`, async () => {
  const idOf = (number: number) => `0035g${String(number).padStart(13, '0')}`
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 120 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (count, batchSizes) => {
        const ids = Array.from({ length: count }, (_, index) => idOf(index * 2))
        const seen: string[] = []
        let cursor: string | null = null
        let pageCount = 0
        do {
          const call = async (request: VendorRequest) => {
            const after = /Id > '(\w+)'/.exec(queryOf(request))?.[1] ?? ''
            const left = ids.filter((id) => id > after).sort()
            const batch = left.slice(0, batchSizes[pageCount % batchSizes.length])
            return ok({ done: batch.length === left.length, records: batch.map((Id) => ({ Id })) })
          }
          const page = await salesforceBackfill.readPage('contacts', cursor, null, call, {})
          if (!page.ok) throw new Error(page.failure.message)
          seen.push(...page.value.records.map((record) => (record as { Id: string }).Id))
          cursor = page.value.nextCursor
          pageCount += 1
          // One that is made while pages are read, at the end, as new ids are.
          if (pageCount <= 3) ids.push(idOf(1_000 + pageCount))
          expect(pageCount).toBeLessThan(200)
        } while (cursor !== null)
        expect(new Set(seen).size).toBe(seen.length)
        expect(seen.filter((id) => id < idOf(1_000))).toEqual(ids.slice(0, count))
      },
    ),
    { seed, numRuns: 60 },
  )
})
