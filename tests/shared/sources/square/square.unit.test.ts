import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evolveOrder, type OrderState } from '#shared/customers/order-state.ts'
import { orderAmountMinor } from '#shared/customers/order-worth.ts'
import { type CanonicalEvent, eventSchema } from '#shared/events/event.ts'
import { squareSource } from '#shared/sources/square/index.ts'
import type { SquareRecord } from '#shared/sources/square/parse.ts'
import { signSquare } from '#shared/sources/square/sign.ts'
import { fixtureContext } from '../fixtures.ts'

const seed = 20261121
const context = fixtureContext('square')
const money = (amount: number) => ({ amount, currency: 'GBP' })
const item = { uid: 'u1', catalog_object_id: 'V1', name: 'Coffee', quantity: '1', item_type: 'ITEM' }
const paidOrder = {
  id: 'O1',
  state: 'COMPLETED',
  version: 4,
  created_at: '2026-11-20T10:00:00Z',
  updated_at: '2026-11-20T10:05:00Z',
  customer_id: 'C1',
  line_items: [{ ...item, quantity: '2', gross_sales_money: money(1200), total_discount_money: money(200) }],
  tenders: [{ customer_id: 'C1', created_at: '2026-11-20T10:05:01Z', type: 'CARD' }],
  total_money: money(1100),
  total_tax_money: money(167),
  total_discount_money: money(200),
  total_tip_money: money(100),
}
const returnOrder = {
  id: 'O2',
  state: 'COMPLETED',
  created_at: '2026-11-20T11:00:00Z',
  updated_at: '2026-11-20T11:00:01Z',
  returns: [
    {
      source_order_id: 'O1',
      return_line_items: [{ ...item, gross_return_money: money(600), total_discount_money: money(100) }],
    },
  ],
  total_money: money(0),
  net_amounts: {
    total_money: money(-500),
    tax_money: money(-83),
    discount_money: money(-100),
    tip_money: money(0),
  },
}
const payment = {
  id: 'P1',
  created_at: '2026-11-20T10:05:01Z',
  updated_at: '2026-11-20T10:05:03Z',
  status: 'COMPLETED',
  amount_money: money(1000),
  tip_money: money(100),
  order_id: 'O1',
  customer_id: 'C1',
}
const refund = {
  id: 'R1',
  created_at: '2026-11-20T11:00:00Z',
  status: 'COMPLETED',
  amount_money: money(500),
  order_id: 'O2',
  payment_id: 'P1',
}

function eventsOf(record: SquareRecord): CanonicalEvent[] {
  const mapped = squareSource.map(record, context)
  if (!mapped.ok) throw new Error(mapped.failure.message)
  return mapped.value.map((event) => eventSchema.parse(event))
}
const orderOf = (fields: object) => eventsOf({ kind: 'order', fields })[0]

describe('the signature', () => {
  it(`is the one of another HMAC implementation, over the address and the bytes (seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat().map((number) => `https://patron.example/webhooks/square/c${number}`),
        fc.uint8Array({ maxLength: 200 }),
        fc.string({ minLength: 1, maxLength: 30 }),
        fc.boolean(),
        async (url, bytes, key, isMoved) => {
          const body = new Uint8Array(bytes)
          const expected = createHmac('sha256', key).update(url).update(body).digest('base64')
          const signed = await signSquare(url, body, key)
          expect(signed).toEqual({ 'x-square-hmacsha256-signature': expected })
          const headers = new Map(Object.entries(signed))
          const delivery = { method: 'POST' as const, url: isMoved ? `${url}/` : url, headers, body }
          expect((await squareSource.verify(delivery, [key])).verified).toBe(!isMoved)
        },
      ),
      { seed, numRuns: 200 },
    )
  })
})

describe('an order of the API', () => {
  it('comes to what was paid without the tip, and its lines to what they cost', () => {
    expect(orderOf(paidOrder)).toMatchObject({
      id: 'order:O1:2026-11-20T10:05:01.001Z',
      name: 'Order Completed',
      order: {
        orderId: 'O1',
        change: 'placed',
        placedAt: Date.parse('2026-11-20T10:00:00Z'),
        totalMinor: 1000,
        taxMinor: 167,
        discountMinor: 200,
        lines: [{ lineId: 'u1', productId: 'V1', quantity: 2, amountMinor: 1000 }],
      },
    })
  })

  it('that takes goods back is a document with negative amounts', () => {
    expect(orderOf(returnOrder)).toMatchObject({
      name: 'Order Refunded',
      properties: { return_of: ['O1'] },
      order: {
        orderId: 'O2',
        kind: 'cancellation',
        totalMinor: -500,
        discountMinor: 100,
        lines: [{ quantity: -1, amountMinor: -500 }],
      },
    })
  })

  it('that exchanges goods is a sale of what the difference comes to', () => {
    const exchange = {
      ...paidOrder,
      returns: returnOrder.returns,
      net_amounts: { total_money: money(600), tip_money: money(100) },
    }
    expect(orderOf(exchange)?.order).toMatchObject({ kind: 'order', totalMinor: 500 })
    expect(orderOf(exchange)?.order?.lines.map(({ amountMinor }) => amountMinor)).toEqual([1000, -500])
  })

  it.each<[string, object, string | undefined]>([
    ['a draft', { state: 'DRAFT' }, undefined],
    ['open and not paid', { state: 'OPEN', tenders: [] }, undefined],
    ['open and partly paid', { state: 'OPEN', net_amount_due_money: money(1) }, undefined],
    ['open and paid', { state: 'OPEN', net_amount_due_money: money(0) }, 'Order Paid'],
    ['called off', { state: 'CANCELED' }, 'Order Cancelled'],
  ])('that is %s', (_, parts, name) => {
    expect(orderOf({ ...paidOrder, ...parts })?.name).toBe(name)
  })

  it.each<[string, object, string[]]>([
    ['of one payer', { customer_id: null }, ['C1']],
    ['of two payers', { customer_id: null, tenders: [{ customer_id: 'C1' }, { customer_id: 'C2' }] }, []],
    ['of nobody', { customer_id: null, tenders: null }, []],
  ])('%s names whom it surely belongs to', (_, parts, ids) => {
    expect(orderOf({ ...paidOrder, ...parts })?.identifiers.map(({ value }) => value)).toEqual(ids)
  })

  it.each<[object, string]>([
    [{ line_items: [{ ...item, quantity: 'two' }] }, '/line_items/0/quantity'],
    [{ total_money: { amount: 12.5, currency: 'GBP' } }, '/total_money/amount'],
    [{ total_money: { amount: 12, currency: 'QQQ' } }, '/total_money/currency'],
    [{ state: 'SHIPPED' }, '/state'],
    [{ created_at: '20 November' }, '/created_at'],
  ])('with %j is refused', (parts, pointer) => {
    const mapped = squareSource.map({ kind: 'order', fields: { ...paidOrder, ...parts } }, context)
    expect(mapped).toMatchObject({ ok: false, failure: { kind: 'invalid-order', errors: [{ pointer }] } })
  })
})

it('a payment told again for its fees is the same event, and another one when it says more', () => {
  const id = (parts: object) => eventsOf({ kind: 'payment', fields: { ...payment, ...parts } })[0]?.id
  expect(id({ updated_at: '2026-11-21T00:00:00Z', processing_fee: [{ amount_money: money(-30) }] })).toBe(
    id({}),
  )
  expect(id({ customer_id: 'C2' })).not.toBe(id({}))
})

it(`an order's life comes to the same in whatever order it is told, however often (seed ${seed})`, () => {
  const life: SquareRecord[] = [
    { kind: 'payment', fields: { ...payment, status: 'APPROVED' } },
    { kind: 'payment', fields: payment },
    { kind: 'payment', fields: { ...payment, refunded_money: money(500) } },
    { kind: 'order-state', fields: { order_id: 'O1', state: 'OPEN', created_at: '2026-11-20T10:00:00Z' } },
    { kind: 'order', fields: paidOrder },
    { kind: 'refund', fields: { ...refund, status: 'PENDING' } },
    { kind: 'refund', fields: refund },
    { kind: 'order', fields: returnOrder },
  ]
  const orders = (records: readonly SquareRecord[]) => {
    const states = new Map<string, OrderState>()
    for (const event of records.flatMap(eventsOf)) {
      const { order } = event
      if (order !== undefined)
        states.set(order.orderId, evolveOrder(states.get(order.orderId) ?? null, event, order))
    }
    return states
  }
  const amounts = (states: Map<string, OrderState>) =>
    [...states].map(([orderId, state]) => [orderId, orderAmountMinor(state), state.kind]).sort()
  // Without a word of the API the webhooks alone come to the same money.
  expect(amounts(orders(life.filter(({ kind }) => kind !== 'order')))).toEqual([
    ['O1', 1000, 'order'],
    ['O2', -500, 'cancellation'],
  ])
  const told = orders(life)
  const anyOrder = fc.shuffledSubarray([...life, ...life], { minLength: life.length * 2 })
  fc.assert(
    fc.property(anyOrder, (records) => {
      const states = orders(records)
      expect(new Map([...states].sort())).toEqual(new Map([...told].sort()))
      expect(amounts(states)).toEqual([
        ['O1', 1000, 'order'],
        ['O2', -500, 'cancellation'],
      ])
      expect(Object.keys(states.get('O1')?.lines ?? {})).toEqual(['u1'])
    }),
    { seed, numRuns: 150 },
  )
})
