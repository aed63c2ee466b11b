import { createHash, createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import {
  getExpectedTwilioSignature,
  validateRequest,
  validateRequestWithBody,
} from 'twilio/lib/webhooks/webhooks.js'
import { expect, it } from 'vitest'
import type { Delivery } from '#shared/sources/source.ts'
import { signTwilio } from '#shared/sources/twilio/sign.ts'
import { verifyTwilio } from '#shared/sources/twilio/verify.ts'

type Fields = Record<string, string | string[]>

const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const plain = fc.string({
  unit: fc.constantFrom(..."abcXYZ0159-_.~!'()*+ %&=?/:;@$,éñ".split('')),
  maxLength: 8,
})
const query = fc.array(fc.tuple(plain, plain), { maxLength: 4 }).map((pairs) => {
  const written = pairs.map(([name, value]) => `${name.replace(/[&=#]/g, '')}=${value.replace(/[&#]/g, '')}`)
  return written.length === 0 ? '' : `?${written.join('&')}`
})
const url = fc
  .record({
    scheme: fc.constantFrom('https', 'http'),
    host: fc.constantFrom('patron.example', 'Shop.Example', '[2001:db8::1]', '127.0.0.1'),
    port: fc.constantFrom('', '', ':443', ':80', ':8443'),
    path: fc.constantFrom('/webhooks/twilio/demo', '/webhooks/twilio/o’neill', '/', '/a%20b'),
    query,
  })
  .map(({ scheme, host, port, path, query: rest }) => `${scheme}://${host}${port}${path}${rest}`)
const fields = fc.dictionary(
  text.filter((name) => name !== '__proto__'),
  fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 4 })),
  { maxKeys: 6 },
)

/** Addresses that a signer in front of or behind a proxy may have meant by one. */
const meant = fc.constantFrom<(address: string) => string>(
  (address) => address,
  (address) => new URL(address).href,
  (address) => address.replace(/^(https?:\/\/(?:\[[^\]]*\]|[^/:]*))(?::\d+)?/, '$1'),
  (address) =>
    address.replace(
      /^(https?)(:\/\/(?:\[[^\]]*\]|[^/:]*))(?::\d+)?/,
      (_, scheme, rest) => `${scheme}${rest}:${scheme === 'https' ? 443 : 80}`,
    ),
  (address) => new URL(address).href.replaceAll('%27', "'"),
  (address) => new URL(address).href.replaceAll("'", '%27').replaceAll('+', '%20'),
  (address) => `${address}&`,
)

it('agrees with Twilio’s own validator on thousands of forms', async () => {
  const accepted = { count: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.string({ minLength: 1, maxLength: 32 }),
      url,
      fields,
      meant,
      fc.constantFrom('right', 'right', 'right', 'other-token', 'cut', 'spaced', 'empty'),
      async (token, address, sent, meaning, damage) => {
        const key = damage === 'other-token' ? `${token}x` : token
        const right = getExpectedTwilioSignature(key, meaning(address), sent)
        const signature =
          damage === 'cut'
            ? right.slice(0, -2)
            : damage === 'spaced'
              ? ` ${right}`
              : damage === 'empty'
                ? ''
                : right
        const delivery = deliveryOf(address, bodyOf(sent), signature)
        const expected = validateRequest(token, signature, address, sent)
        if (expected) accepted.count += 1
        expect(await verifyTwilio(delivery, [token])).toEqual(
          expected ? { verified: true } : { verified: false, reason: 'bad-signature' },
        )
      },
    ),
    { numRuns: 3_000 },
  )
  expect(accepted.count).toBeGreaterThan(500)
})

it('agrees with it on bodies that their hash vouches for', async () => {
  const hex = (body: Uint8Array) => createHash('sha256').update(body).digest('hex')
  await fc.assert(
    fc.asyncProperty(
      url,
      fc.string({ maxLength: 40, unit: 'grapheme' }),
      fc.boolean(),
      fc.boolean(),
      async (address, content, isRightHash, isRightSignature) => {
        const body = new Uint8Array(new TextEncoder().encode(content))
        const hash = isRightHash ? hex(body) : hex(new Uint8Array([1]))
        const full = `${address}${address.includes('?') ? '&' : '?'}bodySHA256=${hash}`
        const signed = createHmac('sha1', isRightSignature ? 'token' : 'other')
          .update(full)
          .digest('base64')
        const expected = validateRequestWithBody('token', signed, full, content)
        const { verified } = await verifyTwilio(deliveryOf(full, body, signed), ['token'])
        expect(verified).toBe(expected)
        expect(expected).toBe(isRightHash && isRightSignature)
      },
    ),
    { numRuns: 500 },
  )
})

it('what the simulator signs is accepted by Twilio’s own validator', async () => {
  await fc.assert(
    fc.asyncProperty(url, fields, async (address, sent) => {
      const headers = await signTwilio(address, bodyOf(sent), 'token')
      expect(validateRequest('token', headers['x-twilio-signature'] ?? '', address, sent)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

function bodyOf(sent: Fields): Uint8Array<ArrayBuffer> {
  const form = new URLSearchParams()
  for (const [name, values] of Object.entries(sent)) {
    for (const value of [values].flat()) form.append(name, value)
  }
  return new Uint8Array(new TextEncoder().encode(form.toString()))
}

function deliveryOf(address: string, body: Uint8Array<ArrayBuffer>, signature: string): Delivery {
  return { method: 'POST', url: address, headers: new Map([['x-twilio-signature', signature]]), body }
}
