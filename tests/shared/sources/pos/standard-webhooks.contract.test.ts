import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { posSource } from '#shared/sources/pos/index.ts'
import { signPos } from '#shared/sources/pos/sign.ts'
import type { Delivery } from '#shared/sources/source.ts'

const seed = 20261121
const nowMs = Date.parse('2026-11-21T10:00:00.400Z')
const nowSeconds = Math.floor(nowMs / 1000)

beforeEach(() => vi.useFakeTimers({ now: nowMs, toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

const key = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => Buffer.from(bytes).toString('base64'))
const secret = fc
  .tuple(key, fc.boolean())
  .map(([base64, isPrefixed]) => (isPrefixed ? 'whsec_' : '') + base64)
/** What of a right delivery is spoilt on the way. */
const fault = fc.constantFrom(
  'none',
  'none',
  'none',
  'body',
  'id',
  'time',
  'signature',
  'secret',
  'old',
  'early',
  'other-version',
  'no-id',
  'no-time',
  'no-signature',
  'rotated',
  'nonsense',
)
type Headers = Record<string, string>

function delivered(headers: Headers, text: string): Delivery {
  return {
    method: 'POST',
    url: 'https://patron.example/webhooks/pos/demo',
    headers: new Map(Object.entries(headers)),
    body: new Uint8Array(new TextEncoder().encode(text)),
  }
}

function libraryAccepts(secretText: string, headers: Headers, text: string): boolean {
  try {
    new Webhook(secretText).verify(text, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}

describe('a Standard Webhooks signature', () => {
  it(`is judged as the standard's own library judges it (seed ${seed})`, async () => {
    const verdicts = { accepted: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(
        secret,
        secret,
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ minLength: 1, maxLength: 20 }).map((id) => `msg_${id.trim()}`),
        fc.integer({ min: -299, max: 299 }),
        fault,
        async (secretText, other, body, id, skewSeconds, spoilt) => {
          const away = spoilt === 'old' ? -301 : spoilt === 'early' ? 302 : skewSeconds
          const sentAt = new Date((nowSeconds + away) * 1000)
          const text = body.toWellFormed()
          const signature = new Webhook(secretText).sign(id, sentAt, text)
          const headers: Headers = {
            'webhook-id': spoilt === 'id' ? `${id}!` : id,
            'webhook-timestamp': String(nowSeconds + away + (spoilt === 'time' ? 1 : 0)),
            'webhook-signature':
              spoilt === 'signature'
                ? signature.replace(/.(?==*$)/, (last) => (last === 'A' ? 'Q' : 'A'))
                : spoilt === 'other-version'
                  ? signature.replace('v1,', 'v1a,')
                  : spoilt === 'rotated'
                    ? `${new Webhook(other).sign(id, sentAt, text)} ${signature}`
                    : spoilt === 'nonsense'
                      ? 'v1 v1, ,'
                      : signature,
          }
          if (spoilt === 'no-id') delete headers['webhook-id']
          if (spoilt === 'no-time') delete headers['webhook-timestamp']
          if (spoilt === 'no-signature') delete headers['webhook-signature']
          const arrived = spoilt === 'body' ? `${text} ` : text
          const used = spoilt === 'secret' ? other : secretText
          const theirs = libraryAccepts(used, headers, arrived)
          const ours = await posSource.verify(delivered(headers, arrived), [used], nowMs)
          expect(ours.verified, spoilt).toBe(theirs)
          verdicts[theirs ? 'accepted' : 'refused'] += 1
        },
      ),
      { seed, numRuns: 2_000 },
    )
    expect(verdicts.accepted).toBeGreaterThan(300)
    expect(verdicts.refused).toBeGreaterThan(300)
  })

  it('of the simulator passes the library, under each secret of a rotation', async () => {
    await fc.assert(
      fc.asyncProperty(key, key, fc.string({ maxLength: 60 }), async (first, second, body) => {
        const text = body.toWellFormed()
        const secrets = [`whsec_${first}`, `whsec_${second}`]
        const bytes = new Uint8Array(new TextEncoder().encode(text))
        const headers = await signPos(bytes, secrets, 'msg_1', nowMs)
        for (const each of secrets) expect(libraryAccepts(each, headers, text)).toBe(true)
      }),
      { seed, numRuns: 300 },
    )
  })
})
