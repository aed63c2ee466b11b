import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import { importRows } from '#tests/shared/imports/kinds/import-rows.ts'

const nowMs = Date.UTC(2026, 10, 21, 11, 30)
const shop = generateDemoShop({ seed: 7, nowMs })

describe('the stock levels of the demo shop', () => {
  it('need nobody to say what their columns mean, and are taken whole', () => {
    const { kind, events, rejects } = importRows(shop.stockFile.replaceAll('\r\n', '\n'))
    expect([kind, rejects]).toEqual(['inventory', []])
    expect(events.every(({ occurredAt }) => occurredAt === nowMs)).toBe(true)
    const levels = events.flatMap(({ catalogue }) => catalogue?.stock ?? [])
    expect(new Set(levels.map(({ storeId }) => storeId))).toEqual(new Set([undefined, 'Bath', 'Leeds']))
    const skus = new Set(levels.map(({ stockItemId }) => stockItemId))
    expect(levels).toHaveLength(3 * skus.size)
    const history = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
    for (const { SKU = '' } of history) expect(skus).toContain(SKU)
  })

  it('leave a few shelves empty, and most with enough for days', () => {
    const rows = parse(shop.stockFile, { columns: true }) as Record<string, string>[]
    const units = rows.map(({ Available }) => Number(Available))
    expect(units.every((count) => Number.isInteger(count) && count >= 0)).toBe(true)
    const gone = units.filter((count) => count === 0).length / units.length
    expect(gone).toBeGreaterThan(0.005)
    expect(gone).toBeLessThan(0.1)
  })
})
