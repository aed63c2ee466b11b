import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { restBackfill } from '#shared/sources/rest/backfill/rest-backfill.ts'

const url = 'https://crm.example/api/people'
const sinceMs = Date.parse('2026-11-02T09:00:00.500Z')
const people = Array.from({ length: 7 }, (_, index) => ({ id: index + 1 }))

/** Reads everything from a system that answers as `answer` does; gives the ids and the queries that were asked. */
async function readAll(
  list: JsonObject,
  answer: (query: URLSearchParams) => unknown,
  changedSinceMs: number | null = null,
) {
  const ids: unknown[] = []
  const queries: string[] = []
  let cursor: string | null = null
  do {
    const call = async ({ path }: VendorRequest): Promise<VendorResponse> => {
      queries.push(path)
      const body = JSON.stringify(answer(new URL(`${url}${path}`).searchParams))
      return { status: 200, headers: new Map(), body }
    }
    const page = await restBackfill.readPage('records', cursor, changedSinceMs, call, {
      list: { url, ...list },
    })
    if (!page.ok) return { failure: page.failure, queries }
    ids.push(...page.value.records.map((record) => (record as { id: number }).id))
    cursor = page.value.nextCursor
  } while (cursor !== null && queries.length < 20)
  return { ids, queries }
}
const from = (start: number) => people.slice(start, start + 3)
const all = people.map(({ id }) => id)

describe('a list', () => {
  it('without pages is one', async () => {
    expect(await readAll({}, () => people)).toEqual({ ids: all, queries: ['?'] })
  })

  it('by cursor goes on until none is named', async () => {
    const next = { by: 'cursor', at: '/paging/after', parameter: 'after' }
    const list = { records: '/results', parameters: { limit: '3', fields: 'a b' }, next }
    const read = await readAll(list, (query) => {
      const start = Number(query.get('after') ?? 0)
      return { results: from(start), paging: start + 3 < 7 ? { after: start + 3 } : null }
    })
    expect(read).toEqual({
      ids: all,
      queries: ['', '&after=3', '&after=6'].map((more) => `?limit=3&fields=a+b${more}`),
    })
  })

  it('by page goes on until one is empty', async () => {
    const next = { by: 'page', parameter: 'p', first: 0 }
    const read = await readAll({ next }, (query) => from(Number(query.get('p')) * 3))
    expect(read).toEqual({ ids: all, queries: ['?p=0', '?p=1', '?p=2', '?p=3'] })
  })

  it('by link follows it within the list', async () => {
    const next = { by: 'link', at: '/next' }
    const read = await readAll({ records: '/items', next }, (query) => {
      const start = Number(query.get('from') ?? 0)
      return { items: from(start), next: start + 3 < 7 ? `${url}?from=${start + 3}` : '' }
    })
    expect(read).toEqual({ ids: all, queries: ['?', '?from=3', '?from=6'] })
  })

  it.each([
    'https://other.example/api/people?from=3',
    'http://crm.example/api/people',
    '/api/users',
    '//evil.example/api/people',
  ])('by link is not left for %s', async (link) => {
    const next = { by: 'link', at: '/next' }
    const read = await readAll({ records: '/items', next }, () => ({ items: [], next: link }))
    expect(read.failure).toMatchObject({ kind: 'unreadable-answer', retryable: false })
    expect(read.queries.length).toBe(1)
  })

  it('that names the same page for ever is given up', async () => {
    const next = { by: 'cursor', at: '/after', parameter: 'after' }
    const read = await readAll({ records: '/items', next }, () => ({ items: from(0), after: 'x' }))
    expect(read.failure?.message).toMatch(/same page/)
    expect(read.queries).toEqual(['?', '?after=x'])
  })

  it.each([
    ['iso', '2026-11-02T09:00:00.500Z'],
    ['seconds', '1793610000'],
    ['milliseconds', '1793610000500'],
  ])('is asked for what changed since, in %s', async (timesAre, written) => {
    const { queries } = await readAll({ since: { parameter: 'updated_since', timesAre } }, () => [], sinceMs)
    expect(new URLSearchParams(queries[0]).get('updated_since')).toBe(written)
  })

  it('that is not where the settings say fails and says where', async () => {
    const { failure } = await readAll({ records: '/data' }, () => [])
    expect(failure).toMatchObject({ kind: 'unreadable-answer', message: 'the answer has no list at /data' })
  })
})

describe('the address', () => {
  it('is the list with the credential in the header that it wants', () => {
    const settings = { list: { url, header: 'X-Api-Key' } }
    expect(restBackfill.address(settings, { headerValue: ' k-1 ' })).toEqual({
      ok: true,
      value: { baseUrl: url, headers: { accept: 'application/json', 'x-api-key': 'k-1' } },
    })
  })

  it.each([
    [{}, { headerValue: 'k' }, 'invalid-settings'],
    [{ list: { url: 'x' } }, { headerValue: 'k' }, 'invalid-settings'],
    [{ list: { url } }, {}, 'invalid-credentials'],
    [{ list: { url } }, { headerValue: 'a\nb' }, 'invalid-credentials'],
  ])('of %j with %j is refused', (settings, credentials, kind) => {
    expect(restBackfill.address(settings, credentials)).toMatchObject({ ok: false, failure: { kind } })
  })
})
