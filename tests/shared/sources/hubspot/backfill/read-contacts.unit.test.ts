import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { hubspotBackfill } from '#shared/sources/hubspot/backfill/hubspot-backfill.ts'
import { hubspotSource } from '#shared/sources/hubspot/index.ts'
import { fixtureContext } from '../../fixtures.ts'

const seed = 20261121
const ok = (body: unknown): VendorResponse => ({
  status: 200,
  headers: new Map(),
  body: JSON.stringify(body),
})
const contact = {
  id: '4023890',
  properties: {
    firstname: 'Mira',
    email: 'mira.kohl@example.com',
    phone: '+44 113 496 0000',
    mobilephone: '+44 7700 900461',
    city: 'Leeds',
    zip: null,
    hs_email_optout: 'true',
    hs_merged_object_ids: '4019207;4019551',
    favourite_flavour: 'Elderflower',
  },
  createdAt: '2026-10-30T03:30:17.883Z',
  updatedAt: '2026-11-21T09:59:58.050Z',
  archived: false,
}
const map = (fields: unknown) => hubspotSource.map({ kind: 'contact', fields }, fixtureContext('hubspot'))

describe('a contact', () => {
  it('is an identify with all that is known, and an alias for each merge', () => {
    const result = map(contact)
    expect(result.ok ? result.value : result).toMatchObject([
      {
        id: 'contact:4023890:2026-11-21T09:59:58.050Z',
        identifiers: [
          { type: 'phone', value: '+44 7700 900461' },
          { type: 'phone', value: '+44 113 496 0000' },
          { type: 'email', value: 'mira.kohl@example.com' },
          { type: 'external_id', value: '4023890', scope: 'hubspot/fixture' },
        ],
        traits: {
          firstName: 'Mira',
          phone: '+44 7700 900461',
          address: { city: 'Leeds' },
          favouriteFlavour: 'Elderflower',
          createdAt: '2026-10-30T03:30:17.883Z',
        },
        consents: [{ purpose: 'marketing', channel: 'email', isGranted: false }],
      },
      { id: 'merge:4019207:4023890', kind: 'alias' },
      { id: 'merge:4019551:4023890', kind: 'alias' },
    ])
  })

  it('tells of a merge as the webhook does, but for the times', () => {
    const merge = {
      subscriptionType: 'contact.merge',
      portalId: 62515,
      occurredAt: Date.parse('2026-11-21T09:59:57Z'),
      primaryObjectId: 4019551,
      mergedObjectIds: [4019207],
      newObjectId: 4023890,
    }
    const told = hubspotSource.map({ kind: 'change', fields: merge }, fixtureContext('hubspot'))
    const read = map(contact)
    if (!told.ok || !read.ok) throw new Error('both can be mapped')
    const untimed = (events: typeof told.value) => events.map(({ occurredAt: _, ...event }) => event)
    expect(untimed(told.value)).toEqual(untimed(read.value.slice(1)))
  })

  it('without a number or a moment is refused', () => {
    const result = map({ properties: {}, updatedAt: 'today' })
    expect(result.ok ? [] : result.failure.errors.map(({ pointer }) => pointer)).toEqual([
      '/id',
      '/updatedAt',
    ])
  })
})

describe('a page', () => {
  const since = Date.parse('2026-11-02T09:00:00Z')
  const read = async (response: VendorResponse, cursor: string | null = null) => {
    const requests: VendorRequest[] = []
    const page = await hubspotBackfill.readPage(
      'contacts',
      cursor,
      since,
      async (request) => {
        requests.push(request)
        return response
      },
      { traits: { favourite_flavour: 'favouriteFlavour' } },
    )
    return { page, body: JSON.parse(requests[0]?.body ?? 'null') }
  }

  it('asks for what changed since, after a number, with the connection’s own properties', async () => {
    const { body } = await read(ok({ results: [] }), '4019207')
    expect(body.filterGroups).toEqual([
      {
        filters: [
          { propertyName: 'hs_object_id', operator: 'GT', value: '4019207' },
          { propertyName: 'lastmodifieddate', operator: 'GTE', value: String(since) },
        ],
      },
    ])
    expect(body.properties).toContain('favourite_flavour')
    expect(body.limit).toBe(200)
  })

  it.each([
    [{ status: 401 }, 'invalid-credentials'],
    [{ status: 429, headers: new Map([['retry-after', '10']]) }, 'rate-limited'],
    [{ status: 502 }, 'vendor-unavailable'],
    [{ body: 'busy' }, 'unreadable-answer'],
    [{ body: '{"results":[{"id":"x"}]}' }, 'unreadable-answer'],
  ])('answered with %j fails', async (response, kind) => {
    const { page } = await read({ ...ok({ results: [] }), ...response })
    expect(page.ok ? null : page.failure.kind).toBe(kind)
  })

  it('is not begun at a cursor that is none', async () => {
    expect((await read(ok({ results: [] }), "0' OR")).page.ok).toBe(false)
  })
})

it(`reads every contact once and its last change in two readings, whatever changes meanwhile (seed ${seed})`, async () => {
  // As HubSpot answers: numbers compared as numbers, oldest first, at most 200 and none beyond the first 10,000.
  const answer = (contacts: ReadonlyMap<number, number>, { body }: VendorRequest) => {
    const asked = JSON.parse(body ?? '')
    const [after, since] = asked.filterGroups[0].filters.map(({ value }: { value: string }) => Number(value))
    const results = [...contacts]
      .filter(([id, changedAt]) => id > after && changedAt >= (since ?? 0))
      .sort(([left], [right]) => left - right)
      .slice(0, asked.limit)
    return ok({ results: results.map(([id, changedAt]) => ({ id: String(id), changedAt })) })
  }
  const counts = fc.integer({ min: 0, max: 900 })
  const changes = fc.array(fc.array(fc.nat(899), { maxLength: 4 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(counts, changes, async (count, changedBeforePage) => {
      const contacts = new Map(Array.from({ length: count }, (_, index) => [95 + index, 1]))
      const lastRead = new Map<string, number>()
      let clock = 10
      const readAll = async (since: number | null) => {
        let cursor: string | null = null
        do {
          for (const index of changedBeforePage[clock - 10] ?? []) {
            if (contacts.has(95 + index)) contacts.set(95 + index, clock)
          }
          clock += 1
          const page = await hubspotBackfill.readPage(
            'contacts',
            cursor,
            since,
            async (request) => answer(contacts, request),
            {},
          )
          if (!page.ok) throw new Error(page.failure.message)
          const ids = page.value.records.map(({ fields }) => fields as { id: string; changedAt: number })
          for (const { id, changedAt } of ids) lastRead.set(id, changedAt)
          cursor = page.value.nextCursor
        } while (cursor !== null)
      }
      await readAll(null)
      expect(lastRead.size).toBe(count)
      clock = 100
      await readAll(10)
      const expected = [...contacts].map(([id, changedAt]) => [String(id), changedAt])
      expect(Object.fromEntries(lastRead)).toEqual(Object.fromEntries(expected))
    }),
    { seed, numRuns: 40 },
  )
})
