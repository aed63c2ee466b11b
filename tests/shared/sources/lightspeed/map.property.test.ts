import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import type { Json } from '#shared/kernel/json.ts'
import { lightspeedSource } from '#shared/sources/lightspeed/index.ts'
import { spoilt } from '#tests/support/spoilt-json.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const seed = 20261121
const records = findFixtures('lightspeed').flatMap(({ delivery }) => {
  const parsed = lightspeedSource.parse(delivery)
  return parsed.ok ? parsed.value : []
})

it(`makes valid events of any spoilt record, or refuses it naming the fields (seed ${seed})`, () => {
  const context = fixtureContext('lightspeed')
  let acceptedCount = 0
  fc.assert(
    fc.property(fc.nat(), spoilt(records.map(({ fields }) => fields as Json)), (place, fields) => {
      const record = records[place % records.length]
      if (record === undefined) throw new Error('there are no records')
      const mapped = lightspeedSource.map({ ...record, fields }, context)
      if (mapped.ok) {
        acceptedCount += 1
        for (const event of mapped.value) expect(eventSchema.parse(event)).toEqual(event)
      } else {
        expect(mapped.failure.errors.length).toBeGreaterThan(0)
        expect(mapped.failure.retryable).toBe(false)
      }
    }),
    { seed, numRuns: 1_500 },
  )
  expect(acceptedCount).toBeGreaterThan(50)
})
