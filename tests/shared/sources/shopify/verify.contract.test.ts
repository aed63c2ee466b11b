import '@shopify/shopify-api/adapters/web-api'
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { verifyShopify } from '#shared/sources/shopify/verify.ts'

const seed = 20261121
const secret = 'the-app-client-secret'

const shopify = shopifyApi({
  apiKey: 'the-app',
  apiSecretKey: secret,
  apiVersion: ApiVersion.October26,
  hostName: 'patron.example',
  isEmbeddedApp: false,
  logger: { level: LogSeverity.Error, log: async () => undefined },
})

/** What Shopify's own library says of a delivery. */
async function theirVerdict(headers: Record<string, string>, rawBody: string): Promise<boolean> {
  const rawRequest = new Request('https://patron.example/webhooks', { method: 'POST', headers })
  return (await shopify.webhooks.validate({ rawBody, rawRequest })).valid
}

async function ourVerdict(headers: Record<string, string>, rawBody: string): Promise<boolean> {
  const body = Uint8Array.from(new TextEncoder().encode(rawBody))
  const delivery = { method: 'POST' as const, url: '', headers: new Map(Object.entries(headers)), body }
  return (await verifyShopify(delivery, [secret])).verified
}

/** Both families of headers. Theirs wants all of them, ours needs only the signature. */
function delivered(prefix: string, signature: string): Record<string, string> {
  return {
    [`${prefix}shopify-topic`]: 'orders/create',
    [`${prefix}shopify-shop-domain`]: 'larder-and-hearth.myshopify.com',
    [`${prefix}shopify-api-version`]: '2026-10',
    [`${prefix}shopify-webhook-id`]: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd011',
    ...(signature !== '' && { [`${prefix}shopify-hmac-sha256`]: signature }),
  }
}

// Their library refuses an empty body before it looks at the signature; Shopify sends none.
const body = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.toWellFormed()),
)
const tampering = fc.constantFrom(
  'none',
  'body',
  'one-character',
  'no-padding',
  'trailing-text',
  'hex',
  'other-secret',
  'missing',
  'case',
)

async function signatureOf(text: string, key: string): Promise<string> {
  const signed = await signShopify(Uint8Array.from(new TextEncoder().encode(text)), key)
  return signed['x-shopify-hmac-sha256'] ?? ''
}

async function tampered(kind: string, text: string, at: number): Promise<string> {
  const good = await signatureOf(text, secret)
  const place = at % 43
  switch (kind) {
    case 'one-character':
      return `${good.slice(0, place)}${good[place] === 'A' ? 'B' : 'A'}${good.slice(place + 1)}`
    case 'no-padding':
      return good.replace('=', '')
    case 'trailing-text':
      return `${good}=`
    case 'hex':
      return Buffer.from(good, 'base64').toString('hex')
    case 'other-secret':
      return signatureOf(text, `${secret}x`)
    case 'missing':
      return ''
    case 'case':
      return good.toLowerCase()
    default:
      return good
  }
}

describe('our verdict on a delivery', () => {
  it(`is the one of Shopify's own library, on 2,000 deliveries good and bad (seed ${seed})`, async () => {
    const seen = { valid: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        body,
        fc.constantFrom('x-', ''),
        tampering,
        fc.nat(1_000),
        async (text, prefix, kind, at) => {
          const headers = delivered(prefix, await tampered(kind, text, at))
          const received = kind === 'body' ? `${text} ` : text
          const verdict = await theirVerdict(headers, received)
          seen[verdict ? 'valid' : 'refused'] += 1
          expect(await ourVerdict(headers, received)).toBe(verdict)
        },
      ),
      { seed, numRuns: 2_000 },
    )
    expect(seen.valid).toBeGreaterThan(150)
    expect(seen.refused).toBeGreaterThan(800)
  })

  it('looks at the newer header first where both are sent, as theirs does', async () => {
    const good = await signatureOf('{}', secret)
    const wrong = await signatureOf('{}', 'another')
    for (const [newer, older] of [
      [good, wrong],
      [wrong, good],
    ] as const) {
      const headers = { ...delivered('x-', older), ...delivered('', newer) }
      expect(await ourVerdict(headers, '{}')).toBe(newer === good)
      expect(await theirVerdict(headers, '{}')).toBe(newer === good)
    }
  })
})
