import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { eventSchema, maxEventBytes } from '#shared/events/event.ts'
import { twilioSource } from '#shared/sources/twilio/index.ts'
import { fixtureContext } from '../fixtures.ts'

const names = [
  ...[
    'MessageSid',
    'SmsSid',
    'From',
    'To',
    'Body',
    'NumMedia',
    'MediaUrl0',
    'MediaContentType0',
    'ProfileName',
  ],
  ...[
    'WaId',
    'ExternalUserId',
    'MessageStatus',
    'SmsStatus',
    'ErrorCode',
    'ErrorMessage',
    'OptOutType',
    'ButtonText',
  ],
  ...[
    'ButtonPayload',
    'ListId',
    'Latitude',
    'Longitude',
    'Label',
    'ReferralBody',
    'ReferralCtwaClid',
    'Forwarded',
  ],
]
const value = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('whatsapp:+447700900123', '+12125550142', 'rcs:+1', 'x'.repeat(40_000), '🌰'.repeat(3_000)),
  fc.constantFrom(
    'received',
    'read',
    'STOP',
    'true',
    '1',
    '-1',
    '1e400',
    'NaN',
    '__proto__',
    'stop promotions',
  ),
)
const form = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 3 })
const whole = form.map((fields) => {
  return { MessageSid: 'SM1', From: 'whatsapp:+447700900123', To: 'whatsapp:+442071838750', ...fields }
})

it('any form becomes a valid event that is small enough, or is refused with a reason; never neither', () => {
  const counts = { events: 0, refusals: 0 }
  fc.assert(
    fc.property(fc.oneof(form, whole), (fields) => {
      const body = new Uint8Array(new TextEncoder().encode(new URLSearchParams(fields).toString()))
      const parsed = twilioSource.parse({
        method: 'POST',
        url: 'https://p.example/',
        headers: new Map(),
        body,
      })
      const outcomes = parsed.ok
        ? parsed.value.map((record) => twilioSource.map(record, fixtureContext('twilio')))
        : [parsed]
      expect(outcomes).toHaveLength(1)
      for (const outcome of outcomes) {
        if (!outcome.ok) {
          expect(outcome.failure.errors.length).toBeGreaterThan(0)
          counts.refusals += 1
          continue
        }
        for (const event of outcome.value) {
          expect(eventSchema.parse(event)).toEqual(event)
          expect(new TextEncoder().encode(JSON.stringify(event)).length).toBeLessThan(maxEventBytes)
          counts.events += 1
        }
      }
    }),
    { numRuns: 600 },
  )
  expect(Math.min(counts.events, counts.refusals)).toBeGreaterThan(30)
})
