import { describe, expect, it } from 'vitest'
import { importRows, uploadedAtMs } from '../import-rows.ts'

describe('a file of stock levels', () => {
  it('becomes an event an item, with all its places', () => {
    const { kind, events } = importRows(
      'SKU,Location,Location name,Available\nMUG,1,London,5\nMUG,2,Leeds,-1\nTRAY,1,London,0',
    )
    expect(kind).toBe('inventory')
    expect(events).toMatchObject([
      {
        id: expect.stringMatching(/^stock:/),
        name: 'Inventory Level Updated',
        occurredAt: uploadedAtMs,
        identifiers: [],
        catalogue: {
          stock: [
            { stockItemId: 'MUG', storeId: '1', availableQuantity: 5 },
            { stockItemId: 'MUG', storeId: '2', availableQuantity: -1 },
          ],
          stores: [
            { storeId: '1', name: 'London' },
            { storeId: '2', name: 'Leeds' },
          ],
        },
      },
      { catalogue: { stock: [{ stockItemId: 'TRAY', availableQuantity: 0 }] } },
    ])
  })

  it('tells of the shop as a whole when no place is named, at the moment of the count', () => {
    const { events } = importRows('sku,on hand,date\nMUG,5,2026-01-02\nMUG,7,2026-01-03')
    expect(events.map(({ occurredAt, catalogue }) => [occurredAt, catalogue?.stock])).toEqual([
      [Date.UTC(2026, 0, 2), [{ stockItemId: 'MUG', availableQuantity: 5 }]],
      [Date.UTC(2026, 0, 3), [{ stockItemId: 'MUG', availableQuantity: 7 }]],
    ])
  })

  it('rejects the second word on one place and moment, and what is no number', () => {
    const { events, rejects } = importRows('sku,stock\nMUG,5\nMUG,6\nTRAY,few\nLAMP,')
    expect(events).toHaveLength(1)
    expect(rejects.map(({ kind, lineNumber }) => [kind, lineNumber]).sort()).toEqual([
      ['invalid-amount', 4],
      ['missing-value', 5],
      ['repeated-stock', 3],
    ])
  })
})
