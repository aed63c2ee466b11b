import { createSign, createVerify, generateKeyPairSync } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { JsonObject } from '#shared/kernel/json.ts'
import { magentoSource } from '#shared/sources/magento/index.ts'
import { parseMoment } from '#shared/sources/magento/moment.ts'
import { signMagento } from '#shared/sources/magento/sign.ts'
import { verifyMagento } from '#shared/sources/magento/verify.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'
import { fixturePublicKey } from './fixture-key.ts'

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const fixtures = findFixtures('magento')

function eventsOf(
  name: string,
  change: (order: JsonObject) => JsonObject = (order) => order,
): CanonicalEvent[] {
  const found = fixtures.find((fixture) => fixture.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  const body = JSON.parse(new TextDecoder().decode(found.delivery.body))
  if (body.data.order) body.data.order = change(body.data.order)
  const parsed = magentoSource.parse({ ...found.delivery, body: bytesOf(JSON.stringify(body)) })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.flatMap((record) => {
    const mapped = magentoSource.map(record, fixtureContext('magento'))
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

describe('the signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const verdict = (body: Uint8Array<ArrayBuffer>, signature: string, secrets: readonly string[]) => {
    const headers = new Map([['x-adobe-commerce-webhook-signature', signature]])
    return verifyMagento({ method: 'POST', url: '', headers, body }, secrets)
  }

  it('is the one that Adobe’s own example verifies and OpenSSL makes, for any body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const body = new Uint8Array(bytes)
        const base64 = Buffer.from(body).toString('base64')
        const { 'x-adobe-commerce-webhook-signature': ours = '' } = await signMagento(body, privateKey)
        expect(createVerify('SHA256').update(base64).verify(publicKey, ours, 'base64')).toBe(true)
        const theirs = createSign('SHA256').update(base64).sign(privateKey, 'base64')
        expect(await verdict(body, theirs, ['another', publicKey])).toEqual({ verified: true })
      }),
      { seed: 20261121, numRuns: 200 },
    )
  })

  it('of a body longer than one piece is verified', async () => {
    const body = bytesOf('ä'.repeat(60_000))
    const theirs = createSign('SHA256')
      .update(Buffer.from(body).toString('base64'))
      .sign(privateKey, 'base64')
    expect(await verdict(body, theirs, [publicKey])).toEqual({ verified: true })
    expect(await verdict(body.slice(1), theirs, [publicKey])).toEqual({
      verified: false,
      reason: 'bad-signature',
    })
  })

  it.each([
    ['another key', fixturePublicKey],
    ['the private key', privateKey],
    ['no key', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'],
    ['nothing', ''],
  ])('is refused under %s', async (_, secret) => {
    const body = bytesOf('{}')
    const theirs = createSign('SHA256')
      .update(Buffer.from(body).toString('base64'))
      .sign(privateKey, 'base64')
    expect(await verdict(body, theirs, [secret])).toEqual({ verified: false, reason: 'bad-signature' })
  })

  it.each(['', '!!!', 'c2hvcnQ='])('is refused when it reads %j', async (signature) => {
    const refused = { verified: false, reason: 'bad-signature' }
    expect(await verdict(bytesOf('{}'), signature, [publicKey])).toEqual(refused)
  })

  it('is taken under a key that was pasted with spaces around it and Windows line ends', async () => {
    const body = bytesOf('{}')
    const theirs = createSign('SHA256')
      .update(Buffer.from(body).toString('base64'))
      .sign(privateKey, 'base64')
    expect(await verdict(body, theirs, [`\n${publicKey.replaceAll('\n', '\r\n')}  `])).toEqual({
      verified: true,
    })
  })
})

describe('an order', () => {
  const versions = ['paid-at-once', 'part-given-back', 'all-given-back'].map(
    (name) => `sales-order-save-after/${name}`,
  )
  versions.splice(1, 0, 'sales-order-save-commit-after/shipped')
  const stateOf = (events: readonly CanonicalEvent[]) => {
    const known = new Map(events.toReversed().map((event) => [event.id, event]))
    let state: OrderState | null = null
    for (const event of known.values()) if (event.order) state = evolveOrder(state, event, event.order)
    return state
  }

  it('is worth the same whatever order its versions come in, and however often (seed 20261121)', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...versions, ...versions], { minLength: 8 }), (names) => {
        const state = stateOf(names.flatMap((name) => eventsOf(name)))
        expect(state && [orderAmountMinor(state), orderStatus(state), state.totalMinor]).toEqual([
          0,
          'refunded',
          4060,
        ])
      }),
      { seed: 20261121, numRuns: 100 },
    )
  })

  it('of which part was given back is worth the rest', () => {
    const state = stateOf(versions.slice(0, 3).flatMap((name) => eventsOf(name)))
    expect(state && [orderAmountMinor(state), orderStatus(state)]).toEqual([3160, 'partly-refunded'])
  })

  it('has lines, shipping and tax that add up to its total', () => {
    const told = eventsOf('sales-order-save-after/paid-at-once')[0]?.order
    const lines = told?.lines.reduce((sum, line) => sum + line.amountMinor, 0) ?? 0
    expect(lines + (told?.shippingMinor ?? 0) + (told?.taxMinor ?? 0)).toBe(told?.totalMinor)
  })

  it('never says whom it is shipped to', () => {
    expect(JSON.stringify(eventsOf('sales-order-save-after/paid-at-once'))).not.toMatch(
      /Miriam|Stein|4915123456789|Hamburg/,
    )
  })

  it('of a bundle counts the discounts of its parts', () => {
    const item = { sku: 'S', qty_ordered: 1 }
    const items = [
      { ...item, item_id: 1, base_row_total: 30, base_discount_amount: 0 },
      { ...item, item_id: 2, parent_item_id: 1, base_row_total: 10, base_discount_amount: 1 },
      { ...item, item_id: 3, parent_item_id: '1', base_row_total: 20, base_discount_amount: 2 },
    ]
    const [event] = eventsOf('sales-order-save-after/paid-at-once', (order) => ({ ...order, items }))
    expect(event?.order?.lines).toMatchObject([{ lineId: '1', amountMinor: 2700 }])
  })
})

it.each([
  ['2026-11-02 09:15:12', Date.parse('2026-11-02T09:15:12Z')],
  ['2026-11-02T09:15:12Z', undefined],
  ['2026-02-30 09:15:12', undefined],
  ['0000-00-00 00:00:00', undefined],
  [null, undefined],
])('the moment %j is %j', (text, expected) => expect(parseMoment(text)).toBe(expected))
