import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { woocommerceSource } from '#shared/sources/woocommerce/index.ts'
import { signWoocommerce } from '#shared/sources/woocommerce/sign.ts'
import { signingKey } from '#shared/sources/woocommerce/signing-key.ts'
import { verifyWoocommerce } from '#shared/sources/woocommerce/verify.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const fixtures = findFixtures('woocommerce')
const fixtureOf = (name: string) => {
  const found = fixtures.find((fixture) => fixture.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  return found.delivery
}
const bodyOf = (name: string): JsonObject => JSON.parse(new TextDecoder().decode(fixtureOf(name).body))

function eventsOf(topic: string, body: JsonObject, settings: JsonObject = {}) {
  const headers = new Map([['x-wc-webhook-topic', topic]])
  const parsed = woocommerceSource.parse({
    method: 'POST',
    url: '',
    headers,
    body: bytesOf(JSON.stringify(body)),
  })
  if (!parsed.ok) throw new Error(parsed.failure.message)
  return parsed.value.flatMap((record) => {
    const mapped = woocommerceSource.map(record, { ...fixtureContext('woocommerce'), settings })
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return mapped.value
  })
}

describe('the signature', () => {
  it('is the one of another HMAC implementation, for any body and secret', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.base64String({ minLength: 1 }),
        async (bytes, secret) => {
          const body = new Uint8Array(bytes)
          const expected = createHmac('sha256', secret).update(body).digest('base64')
          expect(await signWoocommerce(body, secret)).toEqual({ 'x-wc-webhook-signature': expected })
          const headers = new Map([['x-wc-webhook-signature', expected]])
          const delivery = { method: 'POST', url: '', headers, body } as const
          expect(await verifyWoocommerce(delivery, [secret])).toEqual({ verified: true })
        },
      ),
      { seed: 20261121, numRuns: 1_000 },
    )
  })

  it.each([
    ['a &amp; b', 'a & b'],
    ['&lt;&gt;&quot;&#039;', `<>"'`],
    // Decoded once: what comes out is not read again.
    ['&amp;lt;', '&lt;'],
    ['plain & simple', 'plain & simple'],
    ['&copy;', '&copy;'],
  ])('under the secret %j is made with the key %j', (secret, key) => expect(signingKey(secret)).toBe(key))

  it.each(['', '!!!', 'c2hvcnQ=', 'A'.repeat(43)])('is refused when it reads %j', async (signature) => {
    const headers = new Map([['x-wc-webhook-signature', signature]])
    const delivery = { method: 'POST', url: '', headers, body: bytesOf('{}') } as const
    expect(await verifyWoocommerce(delivery, ['hush'])).toEqual({ verified: false, reason: 'bad-signature' })
  })
})

describe('the ping of a new webhook', () => {
  const form = ['content-type', 'application/x-www-form-urlencoded; charset=UTF-8'] as const
  const answer = (body: string, headers: (readonly [string, string])[] = [form]) =>
    woocommerceSource.handshake({ method: 'POST', url: '', headers: new Map(headers), body: bytesOf(body) })

  it('is answered 200', async () => expect((await answer('webhook_id=5'))?.status).toBe(200))

  it.each([
    ['more than the number', 'webhook_id=5&order=1', [form]],
    ['no number', 'webhook_id=', [form]],
    ['JSON', 'webhook_id=5', [['content-type', 'application/json'] as const]],
    ['no content type', 'webhook_id=5', []],
    ['a signature', 'webhook_id=5', [form, ['x-wc-webhook-signature', 'x'] as const]],
  ])('is none with %s', async (_, body, headers) => expect(await answer(body, headers)).toBeUndefined())
})

describe('an order', () => {
  const order = bodyOf('order-created/paid-by-card')
  const namesOf = (body: JsonObject, settings?: JsonObject) =>
    eventsOf('order.updated', body, settings).map((event) => event.name)

  it('is the same events by either topic, and when it is delivered under another id', () => {
    expect(eventsOf('order.created', order)).toEqual(eventsOf('order.updated', order))
    const delivery = fixtureOf('order-created/paid-by-card')
    const again = new Map(delivery.headers).set('x-wc-webhook-delivery-id', 'another')
    expect(woocommerceSource.parse({ ...delivery, headers: again })).toEqual(
      woocommerceSource.parse(delivery),
    )
  })

  it('has lines, shipping, tax and fees that add up to its total, prices with or without tax', () => {
    for (const [name, feesMinor] of [
      ['paid-by-card', 0],
      ['prices-with-tax-coupon-and-fee', 120],
    ] as const) {
      const body = bodyOf(`order-created/${name}`)
      const told = eventsOf('order.created', body)[0]?.order
      const lines = told?.lines.reduce((sum, line) => sum + line.amountMinor, 0) ?? 0
      const taxOnTop = body.prices_include_tax === true ? 0 : (told?.taxMinor ?? 0)
      expect(lines + (told?.shippingMinor ?? 0) + taxOnTop + feesMinor).toBe(told?.totalMinor)
    }
  })

  it.each([
    ['pending', ['Checkout Started']],
    ['checkout-draft', ['Checkout Started']],
    ['failed', ['Payment Failed']],
    ['on-hold', ['Order Completed']],
    ['processing', ['Order Completed']],
    ['completed', ['Order Completed', 'Order Fulfilled']],
    ['cancelled', ['Order Cancelled']],
    ['trash', ['Order Cancelled']],
    ['refunded', ['Order Completed', 'Order Refunded']],
    ['backordered', ['Order Completed']],
  ])('not paid, of the status %s, tells %j', (status, names) => {
    const unpaid = { ...order, status, date_paid_gmt: null, date_modified_gmt: '2026-11-02T09:15:13' }
    expect(namesOf(unpaid)).toEqual(names)
  })

  it.each([
    ['pending', ['Order Completed', 'Order Paid', 'Order Updated']],
    ['failed', ['Order Completed', 'Order Paid', 'Order Updated']],
    ['processing', ['Order Completed', 'Order Paid', 'Order Updated']],
    ['cancelled', ['Order Completed', 'Order Paid', 'Order Cancelled']],
  ])('paid, and saved a day later with the status %s, tells %j', (status, names) => {
    expect(namesOf({ ...order, status, date_modified_gmt: '2026-11-03T09:15:12' })).toEqual(names)
  })

  it('is no sale in a status that the settings name', () => {
    const waiting = { ...order, status: 'quote-sent', date_paid_gmt: null, date_modified_gmt: null }
    expect(namesOf(waiting)).toEqual(['Order Completed'])
    expect(namesOf(waiting, { unpaidStatuses: ['quote-sent'] })).toEqual(['Checkout Started'])
    expect(namesOf(waiting, { unpaidStatuses: 'quote-sent' })).toEqual(['Order Completed'])
  })

  it('of a guest names no account, and never whom it is shipped to', () => {
    const shipping = { first_name: 'Miriam', last_name: 'Stein', phone: '+4915123456789', city: 'Hamburg' }
    const [event] = eventsOf('order.created', { ...order, customer_id: 0, shipping })
    expect(event?.identifiers.map(({ type }) => type)).toEqual(['phone', 'email', 'pos_bill'])
    expect(JSON.stringify(event)).not.toMatch(/Miriam|Stein|4915123456789|Hamburg/)
  })

  it.each(['2026-11-02T09:15:12Z', '2026-11-02 09:15:12', '2026-02-30T09:15:12', 'soon'])(
    'made at %s is refused: not a moment as WooCommerce writes it',
    (date) =>
      expect(() => eventsOf('order.created', { ...order, date_created_gmt: date })).toThrow(/not a moment/),
  )
})

it('a deleted order is cancelled, and found by the bill that its sale carried', () => {
  const [sale] = eventsOf('order.created', bodyOf('order-created/paid-by-card'))
  const [gone] = eventsOf('order.deleted', { id: 727 })
  const bill = { type: 'pos_bill', value: '727', scope: 'woocommerce/fixture' }
  expect(sale?.identifiers).toContainEqual(bill)
  expect(gone?.identifiers).toEqual([bill])
  expect(gone?.order).toMatchObject({ orderId: '727', change: 'cancelled' })
})

it('a price is in the currency of the settings, or the tenant’s', () => {
  const product = bodyOf('product-updated/price-and-stock')
  const priceOf = (settings: JsonObject) =>
    eventsOf('product.updated', product, settings)[0]?.catalogue?.products?.[0]?.variants?.[0]
  expect(priceOf({})).toMatchObject({ priceMinor: 795, currency: 'GBP' })
  expect(priceOf({ currency: 'KWD' })).toMatchObject({ priceMinor: 7950, currency: 'KWD' })
  expect(priceOf({ currency: 'gold' })).toMatchObject({ priceMinor: 795, currency: 'GBP' })
})
