import { expect, it } from 'vitest'
import { vendorUrl } from '#shared/messaging/vendor-url.ts'

const schema = vendorUrl('twilio.com', 'https://api.twilio.com')

it.each([
  ['https://api.twilio.com', true],
  ['https://api.dublin.ie1.twilio.com', true],
  ['https://twilio.com', true],
  ['http://127.0.0.1:8080', true],
  ['http://localhost:8080', true],
  ['http://api.twilio.com', false],
  ['https://eviltwilio.com', false],
  ['https://api.twilio.com.evil.example', false],
  ['https://evil.example/api.twilio.com', false],
  ['https://evil.example#.twilio.com', false],
  ['https://api.twilio.com@evil.example', false],
  ['ftp://api.twilio.com', false],
  ['javascript:alert(1)', false],
  ['api.twilio.com', false],
  ['', false],
])('%s: %s', (url, isTaken) => expect(schema.safeParse(url).success).toBe(isTaken))

it('is the usual one when nothing is set', () =>
  expect(schema.parse(undefined)).toBe('https://api.twilio.com'))
