import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeItemSales } from '#shared/sales/merge-item-sales.ts'
import {
  isWholeSalesFile,
  readSalesParts,
  readSalesSection,
  salesFileHeadBytes,
  salesFileIndex,
} from '#shared/sales/read-sales-file.ts'
import { encodeSalesFile } from '#shared/sales/sales-file.ts'
import type { ToldSale } from '#shared/sales/sales-of-order.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { SalesTally } from '#shared/sales/sales-tally.ts'
import { bucketCount, skuBucket } from '#shared/sales/sku-bucket.ts'
import { cellsOf } from '#tests/support/reference-sales.ts'

const seed = 20261122
const word = fc.oneof(
  fc.constantFrom('', 'mug', 'mug-2', '__proto__', 'Tasse \u00e9\ud83d\ude42', 'a\u0000b', '\uffff'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const maybeWord = fc.option(word, { nil: null })
/** Eighths add up exactly in any order. */
const amount = fc.oneof(
  fc.constantFrom(0, 1, 14, 15, 16, 127, 128, 16_384, 1e9),
  fc.integer({ min: 0, max: 80_000 }).map((eighths) => eighths / 8),
)
const sale: fc.Arbitrary<ToldSale> = fc.record({
  sku: word,
  productId: word,
  name: maybeWord,
  category: maybeWord,
  storeId: fc.constantFrom('', 'north', 'south'),
  channel: fc.constantFrom('web' as const, 'pos' as const),
  day: fc.oneof(fc.integer({ min: 20_000, max: 20_005 }), fc.integer({ min: 0, max: 2 ** 31 - 1 })),
  units: amount,
  returnedUnits: amount,
  revenueMinor: fc.oneof(fc.integer({ min: -900, max: 90_000 }), fc.constantFrom(0, -1e12, 1e12)),
})
const sales = fc.array(sale, { maxLength: 60 })

function itemsOf(told: readonly ToldSale[]): ItemSales[] {
  const tally = new SalesTally()
  for (const each of told) tally.add(each)
  return [...tally.items()]
}

/** The same by a plain loop. */
function expectedCells(told: readonly ToldSale[]) {
  const cells: Record<string, number[]> = {}
  for (const { sku, storeId, channel, day, units, returnedUnits, revenueMinor } of told) {
    const key = `${sku}|${storeId}|${channel}|${day}`
    const before = Object.hasOwn(cells, key) ? (cells[key] ?? []) : [0, 0, 0]
    const after = [units, returnedUnits, revenueMinor].map((value, place) => value + (before[place] ?? 0))
    Object.defineProperty(cells, key, { value: after, enumerable: true, configurable: true })
  }
  return cells
}

const wholeFile = (bytes: Uint8Array) => [...readSalesParts(bytes)].flat()

describe('a sales file', () => {
  it(`is read as it was written, whole and in any cuts (seed ${seed})`, () => {
    fc.assert(
      fc.property(
        sales,
        fc.uniqueArray(fc.integer({ min: 0, max: bucketCount }), { maxLength: 4 }),
        (told, cuts) => {
          const items = itemsOf(told)
          const bytes = encodeSalesFile(items)
          expect(cellsOf(items)).toEqual(expectedCells(told))
          expect(wholeFile(bytes)).toEqual(items)
          expect(isWholeSalesFile(bytes)).toBe(true)
          const index = salesFileIndex(bytes.subarray(0, salesFileHeadBytes(bytes)))
          const borders = [0, ...cuts.sort((left, right) => left - right), bucketCount]
          const read = borders.slice(1).flatMap((to, place) => {
            const from = borders[place] ?? 0
            const section = bytes.slice(index.offsets[from], index.offsets[to])
            const found = readSalesSection(section, index, from, to)
            expect(found.every(({ item }) => skuBucket(item.sku) >= from && skuBucket(item.sku) < to)).toBe(
              true,
            )
            return found
          })
          expect(read).toEqual(items)
        },
      ),
      { seed, numRuns: 100 },
    )
  })

  it(`merges to what all sales together come to (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.array(sales, { maxLength: 5 }), (parts) => {
        const merged = mergeItemSales(parts.map(itemsOf))
        expect(cellsOf(merged)).toEqual(expectedCells(parts.flat()))
        expect(merged).toEqual(itemsOf(parts.flat()))
        expect(wholeFile(encodeSalesFile(merged))).toEqual(merged)
      }),
      { seed, numRuns: 100 },
    )
  })

  it(`says that it is damaged, whichever byte was changed or wherever it ends (seed ${seed})`, () => {
    const told = fc.array(sale, { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(told, fc.nat(), fc.integer({ min: 1, max: 255 }), (list, where, change) => {
        const bytes = encodeSalesFile(itemsOf(list))
        const changed = bytes.slice()
        const place = where % bytes.length
        changed[place] = (changed[place] ?? 0) ^ change
        expect(() => wholeFile(changed)).toThrow(/^a sales file is damaged: /)
        expect(isWholeSalesFile(changed)).toBe(false)
        expect(() => wholeFile(bytes.slice(0, place))).toThrow(/^a sales file is damaged: /)
        expect(isWholeSalesFile(bytes.slice(0, place))).toBe(false)
      }),
      { seed, numRuns: 150 },
    )
  })

  it('takes items in the order of files alone', () => {
    const items = itemsOf(['a', 'b', 'c'].map((sku) => ({ ...plain, sku })))
    expect(() => encodeSalesFile([...items].reverse())).toThrow(/comes too late/)
    expect(() => encodeSalesFile([...items, ...items.slice(-1)])).toThrow(/comes too late/)
  })

  it('takes few bytes for a sale', () => {
    const told = Array.from({ length: 100 }, (_, place) => ({
      ...plain,
      day: 20_000 + place,
      units: place % 15,
    }))
    const once = encodeSalesFile(itemsOf(told.slice(0, 1))).length
    // A day, the units and 499 pence.
    expect(encodeSalesFile(itemsOf(told)).length - once).toBe(99 * 4)
  })
})

const plain: ToldSale = {
  sku: 'mug',
  productId: 'mug',
  name: 'Mug',
  category: 'Kitchen',
  storeId: '',
  channel: 'web',
  day: 20_000,
  units: 1,
  returnedUnits: 0,
  revenueMinor: 499,
}
