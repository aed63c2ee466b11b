import fc from 'fast-check'
import { expect, it } from 'vitest'
import { hash53 } from '#shared/kernel/hash.ts'
import { dayMs } from '#shared/kernel/time.ts'
import {
  productOrderRows,
  productOrderWidth,
  readProductOrders,
} from '#shared/predictions/recommendations/product-orders.ts'
import { newPurchase, shopContext } from '#tests/support/random-shop.ts'

const { asOfMs } = shopContext
const productIds = Array.from({ length: 30 }, (_, number) => `p-${number}`)

/** Orders of 1 to 23 products and visits of 2 to 9, at different times, of a few customers. */
const customers = fc.array(
  fc.record({
    orders: fc.array(fc.uniqueArray(fc.constantFrom(...productIds), { minLength: 1, maxLength: 23 }), {
      maxLength: 4,
    }),
    visits: fc.array(fc.uniqueArray(fc.constantFrom(...productIds), { minLength: 2, maxLength: 9 }), {
      maxLength: 3,
    }),
  }),
  { minLength: 1, maxLength: 6 },
)

function shopOf(histories: readonly { orders: string[][]; visits: string[][] }[]) {
  return histories.map(({ orders, visits }, number) => ({
    customerId: `cus_${number}`,
    activity: '',
    purchases: orders.map((products, place) => ({
      ...newPurchase({
        orderKey: `web/shop:${number}-${place}`,
        placedAt: asOfMs - (number * 10 + place + 1) * dayMs,
      }),
      lines: products.map((productId) => ({
        productId,
        name: null,
        category: null,
        quantity: 1,
        amountMinor: 1,
      })),
    })),
    views: visits.flatMap((products, place) =>
      products.map((productId, step) => ({
        productId,
        at: asOfMs - (number * 10 + place + 1) * dayMs + step * 60_000,
      })),
    ),
  }))
}

it('rows hold orders and visits of any length, whatever order they come in, with products by how often they are bought', () => {
  fc.assert(
    fc.property(customers, fc.boolean(), (histories, isReversed) => {
      const examples = shopOf(histories)
      const perCustomer = examples.map((example) => productOrderRows(example, asOfMs))
      const rows = (isReversed ? perCustomer.reverse() : perCustomer).flat()
      const numbers = new Float64Array(rows.length * productOrderWidth)
      for (const [index, row] of rows.entries()) numbers.set(row, index * productOrderWidth)
      const read = readProductOrders(numbers, [hash53('new'), hash53('p-0')])

      const nameOf = new Map([...productIds, 'new'].map((productId) => [hash53(productId), productId]))
      const named = (items: readonly number[]) =>
        items.map((item) => nameOf.get(read.productHashes[item] ?? 0) ?? '?')
      const bought = histories.flatMap(({ orders }) => orders)
      const sorted = (lists: readonly string[][]) => lists.map((list) => JSON.stringify(list)).sort()
      expect(sorted([...read.orders].map(({ items }) => named(items)))).toEqual(sorted(bought))
      const moments = [...read.orders].map(({ placedAt }) => placedAt)
      expect(moments).toEqual([...moments].sort((left, right) => left - right))
      const together = [...read.orders.ofCustomers()].map((ofCustomer) =>
        ofCustomer.map(({ items }) => named(items)),
      )
      const expected = histories.map(({ orders }) => [...orders].reverse()).filter(({ length }) => length > 0)
      expect(together.map((each) => JSON.stringify(each)).sort()).toEqual(
        expected.map((each) => JSON.stringify(each)).sort(),
      )
      const cut = Math.floor(read.orders.length / 2)
      expect([...read.orders.slice(0, cut), ...read.orders.slice(cut)]).toEqual([...read.orders])
      expect([read.orders.at(-1), read.orders.slice(cut).at(read.orders.length)]).toEqual([
        undefined,
        undefined,
      ])
      // What nobody bought has no number, unless it is among the others that are known.
      const known = new Set([...bought.flat(), 'p-0'])
      const seen = histories.flatMap(({ visits }) =>
        visits.map((visit) => visit.filter((id) => known.has(id))),
      )
      expect(sorted([...read.visits].map(({ items }) => named(items)))).toEqual(sorted(seen))

      const times = named(read.productHashes.slice(0, read.soldCount).map((_, number) => number)).map(
        (productId) => bought.flat().filter((other) => other === productId).length,
      )
      expect(times).toEqual([...times].sort((left, right) => right - left))
      expect(read.soldCount).toBe(new Set(bought.flat()).size)
    }),
  )
})

it('rows leave out cancelled orders, those of the future, and what was given back', () => {
  const line = { productId: 'mug', name: null, category: null, quantity: 1, amountMinor: 1 }
  const example = {
    customerId: 'cus_1',
    activity: '',
    purchases: [
      { ...newPurchase({ placedAt: asOfMs - 1 }), isCancelled: true, lines: [line] },
      { ...newPurchase({ placedAt: asOfMs + 1 }), lines: [line] },
      { ...newPurchase({ placedAt: asOfMs - 2 }), lines: [{ ...line, quantity: -1 }] },
      { ...newPurchase({ placedAt: asOfMs - 3 }), lines: [line, line] },
    ],
  }
  const rows = productOrderRows(example, asOfMs)
  expect(rows.map((row) => [...row.slice(3)])).toEqual([[hash53('mug'), 0, 0, 0, 0]])
})
