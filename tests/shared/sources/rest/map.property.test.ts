import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import type { Json } from '#shared/kernel/json.ts'
import { restSource } from '#shared/sources/rest/index.ts'
import { spoilt } from '#tests/support/spoilt-json.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const seed = 20261121
const context = fixtureContext('rest')
const records = findFixtures('rest').flatMap(({ delivery }) => {
  const parsed = restSource.parse(delivery, context.settings)
  return parsed.ok ? parsed.value : []
})

it(`makes valid events of any spoilt record, or refuses it naming the fields (seed ${seed})`, () => {
  let acceptedCount = 0
  fc.assert(
    fc.property(spoilt(records as Json[]), (record) => {
      const mapped = restSource.map(record, context)
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
