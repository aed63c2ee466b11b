import { expect, it } from 'vitest'
import { type StockCount, stockByItem } from '#shared/replenishment/stock-by-item.ts'

const count = (
  sku: string,
  storeId: string,
  source: string,
  stockItemId: string,
  availableQuantity: number,
  countedAt = 1,
): StockCount => ({ sku, storeId, source, stockItemId, availableQuantity, countedAt })

it('adds up the names of a source, and believes the source that counted a place last', () => {
  const stock = stockByItem([
    count('MILK', 'leeds', 'till', 'm1', 3, 5),
    count('MILK', 'leeds', 'till', 'm2', 4, 1),
    count('MILK', 'leeds', 'shop', '77', 20, 4),
    count('MILK', '', 'shop', '77', -2, 9),
    count('SALT', 'leeds', 'till', 's', 0),
  ])
  expect([...(stock.get('MILK')?.byPlace ?? [])]).toEqual([
    ['leeds', 7],
    ['', -2],
  ])
  expect(stock.get('MILK')?.names).toEqual([
    ['till', 'm1'],
    ['till', 'm2'],
    ['shop', '77'],
  ])
  expect([...(stock.get('SALT')?.byPlace ?? [])]).toEqual([['leeds', 0]])
})
