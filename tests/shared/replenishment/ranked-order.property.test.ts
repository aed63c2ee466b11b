import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type ListedOrder,
  orderListText,
  readOrderList,
  readStockNames,
  writeStockNames,
} from '#shared/replenishment/kept-order-list.ts'
import { compareRanks, rankFilter } from '#shared/replenishment/ranked-order.ts'

const words = fc.string({ unit: 'grapheme', maxLength: 8 })
const orders: fc.Arbitrary<ListedOrder[]> = fc.array(
  fc.record({
    sku: words,
    storeId: fc.constantFrom('', 'leeds', 'york'),
    stockOutRate: fc.option(fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10)),
    worthMinor: fc.integer({ min: 0, max: 3 }),
    isToOrder: fc.boolean(),
    supplier: fc.option(words),
    abcClass: fc.constantFrom('A', 'B', 'C'),
    name: fc.option(words),
    stockNames: fc.array(fc.tuple(words, words), { maxLength: 3 }).map(writeStockNames),
  }),
)

it('a list that was kept is read as it was', () => {
  fc.assert(
    fc.property(orders, (listed) => {
      const list = { madeAtMs: 5, mark: 'job_1 7', orders: listed }
      expect(readOrderList(orderListText(list))).toEqual(list)
    }),
  )
  for (const other of ['', '{}', '{"madeAtMs":1}', 'null']) expect(readOrderList(other)).toBeUndefined()
})

it('names of stock are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(words, words)), (names) => {
      expect(readStockNames(writeStockNames(names))).toEqual(names)
    }),
  )
})

it('pages that each begin behind the last of the one before hold everything once, in one order', () => {
  fc.assert(
    fc.property(orders, fc.integer({ min: 1, max: 4 }), (listed, size) => {
      const distinct = [...new Map(listed.map((order) => [`${order.sku} ${order.storeId}`, order])).values()]
      const sorted = distinct.sort(compareRanks)
      const paged: ListedOrder[] = []
      for (let last: ListedOrder | undefined; paged.length < sorted.length; last = paged.at(-1)) {
        const rest = last === undefined ? sorted : sorted.filter((order) => compareRanks(order, last) > 0)
        paged.push(...rest.slice(0, size))
      }
      expect(paged).toEqual(sorted)
      const rates = sorted.map(({ stockOutRate }) => stockOutRate ?? -1)
      expect(rates).toEqual([...rates].sort((one, other) => other - one))
    }),
  )
})

it.each([
  { filter: {}, found: ['MILK', 'SALT', 'TEA'] },
  { filter: { isOnlyToOrder: true }, found: ['MILK'] },
  { filter: { storeId: '' }, found: ['SALT'] },
  { filter: { supplier: 'Dairy' }, found: ['MILK'] },
  { filter: { abcClass: 'B' }, found: ['SALT', 'TEA'] },
  { filter: { query: 'whole MIL' }, found: ['MILK'] },
  { filter: { query: ' tea ' }, found: ['TEA'] },
  { filter: { query: '%' }, found: [] },
])('narrows the list by $filter', ({ filter, found }) => {
  const plain = { stockOutRate: null, worthMinor: 0, supplier: null, abcClass: 'B', isToOrder: false }
  const all = [
    {
      ...plain,
      sku: 'MILK',
      storeId: 'leeds',
      name: 'Whole milk',
      supplier: 'Dairy',
      abcClass: 'A',
      isToOrder: true,
    },
    { ...plain, sku: 'SALT', storeId: '', name: null },
    { ...plain, sku: 'TEA', storeId: 'leeds', name: null },
  ]
  const nothing = {
    storeId: undefined,
    supplier: undefined,
    abcClass: undefined,
    query: undefined,
    isOnlyToOrder: false,
  }
  expect(all.filter(rankFilter({ ...nothing, ...filter })).map(({ sku }) => sku)).toEqual(found)
})
