import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor, orderStatus } from '#shared/customers/order-worth.ts'
import { type CanonicalEvent, eventSchema } from '#shared/events/event.ts'
import { lightspeedSource } from '#shared/sources/lightspeed/index.ts'
import { type LightspeedRecord, topicOf } from '#shared/sources/lightspeed/parse.ts'
import { signLightspeed } from '#shared/sources/lightspeed/sign.ts'
import { fixtureContext } from '../fixtures.ts'

const seed = 20261121
const context = fixtureContext('lightspeed')
const bytesOf = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const delivered = (
  body: Uint8Array<ArrayBuffer>,
  signature?: string,
  path = '/webhooks/lightspeed/demo',
) => ({
  method: 'POST' as const,
  url: `https://patron.example${path}`,
  headers: new Map(signature === undefined ? [] : [['x-signature', signature]]),
  body,
})

/** One sale as webhooks have it, in API 1.0, and as API 2.0 answers it. */
const line = { id: 'l1', product_id: 'p1', quantity: 2, price: 100 }
const sale = {
  id: 's1',
  register_id: 'r1',
  customer_id: 'c1',
  status: 'CLOSED',
  invoice_number: '1570',
  total_price: '200.00000',
  total_tax: '30.00000',
}
const byWebhook = {
  ...sale,
  return_for: '',
  sale_date: '2026-11-20 20:28:03',
  updated_at: '2026-11-20 20:28:05',
  register_sale_products: [{ ...line, name: 'T-shirt', sku: 'tshirt-white', price_total: '200.00000' }],
}
const byApi = {
  ...sale,
  return_for: null,
  version: 2691964626,
  sale_date: '2026-11-20T20:28:03+00:00',
  updated_at: '2026-11-20T20:28:05+00:00',
  total_price: 200,
  total_tax: 30,
  line_items: [{ ...line, price_total: 200, is_return: false }],
}

function eventsOf(kind: LightspeedRecord['kind'], fields: object): CanonicalEvent[] {
  const mapped = lightspeedSource.map({ kind, fields }, context)
  if (!mapped.ok) throw new Error(mapped.failure.message)
  return mapped.value.map((event) => eventSchema.parse(event))
}

describe('the signature', () => {
  const body = bytesOf('type=sale.update&payload=%7B%7D')
  const hash = createHmac('sha256', 'hush').update(body)
  const digest = hash.digest()

  it('of the simulator is the one of another HMAC implementation', async () => {
    expect(await signLightspeed(body, 'hush')).toEqual({
      'x-signature': `signature=${digest.toString('hex')},algorithm=HMAC-SHA256`,
    })
  })

  it.each([
    `signature=${digest.toString('hex')},algorithm=HMAC-SHA256`,
    `signature=${digest.toString('hex').toUpperCase()}, algorithm=hmac-sha256`,
    `algorithm=HMAC-SHA256,signature=${digest.toString('base64')}`,
    `signature=${digest.toString('hex')}`,
  ])('is taken written as %s', async (header) => {
    expect(await lightspeedSource.verify(delivered(body, header), ['hush'])).toEqual({ verified: true })
  })

  it.each([
    `signature=${digest.toString('hex')},algorithm=HMAC-SHA1`,
    `signature=${digest.subarray(1).toString('hex')},algorithm=HMAC-SHA256`,
    digest.toString('hex'),
    'signature=,algorithm=HMAC-SHA256',
    'signature=***,algorithm=HMAC-SHA256',
    ',,,',
  ])('is refused written as %s', async (header) => {
    expect(await lightspeedSource.verify(delivered(body, header), ['hush'])).toEqual({
      verified: false,
      reason: 'bad-signature',
    })
  })
})

describe('a webhook', () => {
  const form = (payload: object, type = '') =>
    bytesOf(
      new URLSearchParams({ ...(type !== '' && { type }), payload: JSON.stringify(payload) }).toString(),
    )

  it.each<[string, Uint8Array<ArrayBuffer>, string, string | undefined]>([
    ['in its form', form(byWebhook, 'sale.update'), '', 'sale.update'],
    ['in its address', form({}), '?type=customer.update', 'customer.update'],
    ['by being a sale', form(byWebhook), '', 'sale.update'],
    ['by being a customer', form({ customer_code: 'x' }), '', 'customer.update'],
    ['by being stock', form({ product_id: 'p', outlet_id: 'o' }), '', 'inventory.update'],
    ['by being a product', form({ handle: 'h' }), '', 'product.update'],
    ['nowhere', form([]), '', undefined],
  ])('says what it is about %s', (_, body, query, topic) => {
    expect(topicOf(delivered(body, undefined, `/webhooks/lightspeed/demo${query}`))).toBe(topic)
  })

  it.each([
    ['that is no text', Uint8Array.from([0x70, 0xff])],
    ['without a payload', bytesOf('type=sale.update')],
    ['whose payload is cut off', bytesOf('payload=%7B%22id')],
  ])('%s is refused as malformed', (_, body) => {
    expect(lightspeedSource.parse(delivered(body))).toMatchObject({
      ok: false,
      failure: { kind: 'malformed-body' },
    })
  })
})

describe('a sale', () => {
  it('is one event, whether a webhook or the API told it', () => {
    expect(eventsOf('sale', byApi)).toEqual(eventsOf('sale', byWebhook))
  })

  it('that is changed is another event', () => {
    const [before, after] = [byWebhook, { ...byWebhook, updated_at: '2026-11-20 20:29:00' }]
    expect(eventsOf('sale', after)[0]?.id).not.toBe(eventsOf('sale', before)[0]?.id)
  })

  it('names its bill only where its register has a store', () => {
    const settings = { storesOfRegisters: { r1: 'soho' }, currency: 'NZD' }
    const mapped = lightspeedSource.map({ kind: 'sale', fields: byApi }, { ...context, settings })
    expect(mapped.ok && mapped.value[0]).toMatchObject({
      identifiers: [{ type: 'external_id' }, { type: 'pos_bill', value: '1570', scope: 'soho' }],
      order: { currency: 'NZD' },
    })
    expect(eventsOf('sale', byApi)[0]?.identifiers).toHaveLength(1)
  })

  it.each<[object, string[]]>([
    [{ total_price: null }, ['/total_price']],
    [{ total_tax: 'free' }, ['/total_tax']],
    [{ line_items: [{ ...line, price: 'x' }] }, ['/line_items/0/price']],
    [{ line_items: [{ ...line, quantity: '1e999', price_total: 1 }] }, ['/line_items/0/quantity']],
    [{ updated_at: '20/11/2026' }, ['/updated_at']],
    [{ status: 'GONE' }, ['/status']],
  ])('with %j is refused', (parts, pointers) => {
    const mapped = lightspeedSource.map({ kind: 'sale', fields: { ...byApi, ...parts } }, context)
    expect(mapped).toMatchObject({
      ok: false,
      failure: { kind: 'invalid-order', errors: pointers.map((pointer) => ({ pointer })) },
    })
  })

  it(`comes to the same in whatever order its versions are told, however often (seed ${seed})`, () => {
    const at = (time: string) => `2026-11-20T20:${time}:00Z`
    const life: [LightspeedRecord['kind'], object][] = [
      ['sale', { ...byApi, status: 'SAVED', updated_at: at('20') }],
      ['sale', { ...byApi, status: 'LAYBY', updated_at: at('21'), total_price: 100, line_items: [] }],
      ['sale', { ...byApi, updated_at: at('22') }],
      ['sale', { ...byWebhook, updated_at: '2026-11-20 20:22:00' }],
      [
        'sale',
        { ...byApi, id: 's2', return_for: 's1', updated_at: at('30'), total_price: -100, total_tax: -15 },
      ],
      ['sale', { ...byApi, id: 's3', updated_at: at('31') }],
      ['sale', { ...byApi, id: 's3', status: 'VOIDED', updated_at: at('32') }],
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray([...life, ...life], { minLength: life.length * 2 }), (told) => {
        const states = new Map<string, OrderState>()
        for (const event of told.flatMap(([kind, fields]) => eventsOf(kind, fields))) {
          const { order } = event
          if (order !== undefined)
            states.set(order.orderId, evolveOrder(states.get(order.orderId) ?? null, event, order))
        }
        const summary = [...states].map(([id, state]) => [id, orderAmountMinor(state), orderStatus(state)])
        expect(summary.sort()).toEqual([
          ['s1', 23000, 'placed'],
          ['s2', -11500, 'placed'],
          ['s3', 0, 'cancelled'],
        ])
      }),
      { seed, numRuns: 200 },
    )
  })
})

describe('a customer', () => {
  const customer = { id: 'c1', first_name: 'Tony', updated_at: '2026-11-20T10:00:00+00:00' }
  const reach = { email: 'tony@example.com', mobile: '+447700900789', phone: '+442079460000' }

  it('is one event, whether a webhook keeps the contact apart or the API does not', () => {
    const told = eventsOf('customer', { ...customer, ...reach, customer_code: 'Tony-1' })
    expect(told).toEqual(eventsOf('customer', { ...customer, contact: reach, customer_code: 'Tony-1' }))
    expect(told[0]?.identifiers.map(({ type, value }) => `${type}:${value}`)).toEqual([
      'phone:+447700900789',
      'phone:+442079460000',
      'email:tony@example.com',
      'external_id:c1',
      'loyalty_id:Tony-1',
    ])
  })

  it.each<[object, object | undefined]>([
    [{ do_not_email: true }, [{ purpose: 'marketing', channel: 'email', isGranted: false }]],
    [{ do_not_email: false, enable_promotional_sms: false }, undefined],
    [{ enable_promotional_sms: true }, [{ purpose: 'marketing', channel: 'sms', isGranted: true }]],
  ])('with %j allows %j', (parts, consents) => {
    expect(eventsOf('customer', { ...customer, ...parts })[0]?.consents).toEqual(consents)
  })
})

it('a count of the API has a version, so that reading it again is the same event', () => {
  const level = { product_id: 'p', outlet_id: 'o', inventory_level: 4, version: 77 }
  expect(eventsOf('inventory', level)[0]).toMatchObject({
    id: 'inventory:p:o:77',
    catalogue: { stock: [{ stockItemId: 'p', storeId: 'o', availableQuantity: 4 }] },
  })
})

it('an outlet is told of once a day at the most, while it stays as it is', () => {
  const outlet = { id: 'o', name: 'Soho', physical_city: 'London', physical_country_id: 'GB' }
  const at = (time: string, fields: object) => {
    const moment = { ...context, receivedAtMs: Date.parse(time) }
    const mapped = lightspeedSource.map({ kind: 'outlet', fields }, moment)
    return mapped.ok ? mapped.value[0]?.id : undefined
  }
  const first = at('2026-11-20T10:00:00Z', outlet)
  expect(at('2026-11-20T10:30:00Z', outlet)).toBe(first)
  expect(at('2026-11-21T10:00:00Z', outlet)).not.toBe(first)
  expect(at('2026-11-20T10:30:00Z', { ...outlet, deleted_at: '2026-11-20' })).not.toBe(first)
})
