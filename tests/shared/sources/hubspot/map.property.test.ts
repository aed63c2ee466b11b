import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import type { Json } from '#shared/kernel/json.ts'
import { hubspotSource } from '#shared/sources/hubspot/index.ts'
import { spoilt } from '#tests/support/spoilt-json.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const seed = 20261121
const context = fixtureContext('hubspot')
const changes = findFixtures('hubspot').flatMap(({ delivery }) => {
  const parsed = hubspotSource.parse(delivery)
  return parsed.ok ? parsed.value.map(({ fields }) => fields as Json) : []
})
const contact: Json = {
  id: '4023890',
  properties: {
    firstname: 'Mira',
    email: 'mira.kohl@example.com',
    mobilephone: '+44 7700 900461',
    city: 'Leeds',
    zip: null,
    hs_email_optout: 'true',
    hs_merged_object_ids: '4019207;4019551',
  },
  createdAt: '2026-10-30T03:30:17.883Z',
  updatedAt: '2026-11-21T09:59:58.050Z',
}

it(`makes valid events of any spoilt record, or refuses it naming the fields (seed ${seed})`, () => {
  let acceptedCount = 0
  fc.assert(
    fc.property(fc.constantFrom('change', 'contact'), spoilt([...changes, contact]), (kind, fields) => {
      const mapped = hubspotSource.map({ kind, fields }, context)
      if (mapped.ok) {
        acceptedCount += 1
        for (const event of mapped.value) expect(eventSchema.parse(event)).toEqual(event)
      } else {
        expect(mapped.failure.errors.length).toBeGreaterThan(0)
        expect(mapped.failure.retryable).toBe(false)
      }
    }),
    { seed, numRuns: 1_000 },
  )
  expect(acceptedCount).toBeGreaterThan(50)
})
