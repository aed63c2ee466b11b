import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import { exactId } from '#shared/sources/shopify/resource.ts'
import { signShopify } from '#shared/sources/shopify/sign.ts'
import { verifyShopify } from '#shared/sources/shopify/verify.ts'
import { findFixtures, fixtureContext } from '../fixtures.ts'

const fixtures = findFixtures('shopify')
const orderOf = (name: string): Record<string, unknown> => {
  const fixture = fixtures.find((found) => found.name === `orders-create/${name}`)
  return JSON.parse(new TextDecoder().decode(fixture?.delivery.body))
}
const eventOf = (order: unknown) => {
  const headers = new Map([['x-shopify-topic', 'orders/create']])
  const body = new Uint8Array(new TextEncoder().encode(JSON.stringify(order)))
  const parsed = shopifySource.parse({ method: 'POST', url: '', headers, body })
  const record = parsed.ok ? parsed.value[0] : undefined
  const mapped = record && shopifySource.map(record, fixtureContext('shopify'))
  return mapped?.ok ? mapped.value[0] : undefined
}

describe('the signature', () => {
  const body = new Uint8Array(new TextEncoder().encode('{"id":1}'))

  it('of the simulator is the one of another HMAC implementation', async () => {
    const expected = createHmac('sha256', 'hush').update(body).digest('base64')
    expect(await signShopify(body, 'hush')).toEqual({ 'x-shopify-hmac-sha256': expected })
  })

  it.each(['', '!!!', 'c2hvcnQ=', 'A'.repeat(43)])('is refused when it reads %j', async (signature) => {
    const headers = new Map([['x-shopify-hmac-sha256', signature]])
    expect(await verifyShopify({ method: 'POST', url: '', headers, body }, ['hush'])).toEqual({
      verified: false,
      reason: 'bad-signature',
    })
  })
})

describe('an order', () => {
  const order = orderOf('known-customer-with-discounts')

  it('is the same event when it is delivered again under another webhook id', () => {
    const fixture = fixtures.find((found) => found.name === 'orders-create/guest-checkout')
    if (fixture === undefined) throw new Error('the fixture is gone')
    const again = new Map(fixture.delivery.headers).set('x-shopify-webhook-id', 'another')
    expect(shopifySource.parse({ ...fixture.delivery, headers: again })).toEqual(
      shopifySource.parse(fixture.delivery),
    )
  })

  it('has lines that add up to the subtotal Shopify computed', () => {
    for (const name of [
      'known-customer-with-discounts',
      'guest-checkout',
      'till-sale-to-nobody',
      'gift-to-somebody-else',
    ]) {
      const lines = eventOf(orderOf(name))?.order?.lines ?? []
      const subtotalMinor = Math.round(Number(orderOf(name).subtotal_price) * 100)
      expect(lines.reduce((sum, line) => sum + line.amountMinor, 0)).toBe(subtotalMinor)
    }
  })

  it('never names the recipient of a gift', () => {
    expect(JSON.stringify(eventOf(orderOf('gift-to-somebody-else')))).not.toMatch(
      /Miriam|Stein|4915123456789|Hamburg/,
    )
  })

  it('happened when it was made, if nothing says when it was processed', () => {
    expect(eventOf({ ...order, processed_at: null })?.occurredAt).toBe(Date.parse('2026-11-02T09:15:12Z'))
  })

  it('comes to its first total, whatever is left of it now: refunds are events of their own', () => {
    expect(eventOf({ ...order, current_total_price: '1.00' })?.order?.totalMinor).toBe(4139)
    expect(eventOf({ ...order, current_total_price: undefined })?.order?.totalMinor).toBe(4139)
  })
})

describe('what the customer of an order allows', () => {
  const order = orderOf('known-customer-with-discounts')
  const consentsOf = (customer: object, parts: object = {}) =>
    eventOf({ ...order, ...parts, customer: { ...(order.customer as object), ...customer } })?.consents
  const dated = { accepts_marketing_updated_at: '2025-03-02T11:20:00Z' }
  const statedAt = Date.parse('2025-03-02T11:20:00Z')
  const email = (isGranted: boolean) => ({ purpose: 'marketing', channel: 'email', isGranted })

  it.each([
    ['a box ticked at the checkout', {}, { buyer_accepts_marketing: true }, [email(true)]],
    ['a box left alone takes nothing back', {}, { buyer_accepts_marketing: false }, undefined],
    ['the older field', { accepts_marketing: true, ...dated }, {}, [{ ...email(true), statedAt }]],
    [
      'the older field before the box',
      { accepts_marketing: false, ...dated },
      { buyer_accepts_marketing: true },
      [{ ...email(false), statedAt }],
    ],
    [
      'the consent object before both',
      { email_marketing_consent: { state: 'not_subscribed' }, accepts_marketing: true },
      { buyer_accepts_marketing: true },
      undefined,
    ],
    ['a state in capitals', { email_marketing_consent: { state: 'SUBSCRIBED' } }, {}, [email(true)]],
    ['not confirmed yet', { email_marketing_consent: { state: 'pending' } }, {}, undefined],
    [
      'no object at all',
      { email_marketing_consent: 'yes', accepts_marketing: 'no' },
      { buyer_accepts_marketing: null },
      undefined,
    ],
  ])('%s', (_, customer, parts, expected) => expect(consentsOf(customer, parts)).toEqual(expected))
})

it('an id too long for a number keeps its digits', () => {
  const json = '{"id":820982911946154508,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}'
  expect(exactId(JSON.parse(json))).toBe('820982911946154508')
  expect(exactId({ id: 5910000000001 })).toBe('5910000000001')
})
