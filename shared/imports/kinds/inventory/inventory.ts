import type { StockLevel, StoreStatement } from '../../../events/catalogue-change.ts'
import { rowReject } from '../../row-reject.ts'
import { groupedKind } from '../grouped-kind.ts'
import type { ImportedRecord } from '../import-kind.ts'
import { stateEvent } from '../state-event.ts'

interface Count {
  readonly stock: Map<string, StockLevel>
  readonly stores: StoreStatement[]
}

/** A file of stock levels: the rows of an item become one event for each moment it was counted at. */
export const inventoryKind = groupedKind({
  check: () => undefined,

  groupOf: ({ texts }) => texts.stockItemId ?? '',

  recordsOf(rows, mapping, { uploadedAtMs, receivedAtMs }) {
    const record: ImportedRecord = { events: [], rejects: [] }
    const counts = new Map<number, Count>()
    for (const row of rows) {
      const { stockItemId = '', availableQuantity, storeName, storeId = storeName } = row.texts
      const countedAt = row.moments.countedAt ?? uploadedAtMs
      const count: Count = counts.get(countedAt) ?? { stock: new Map(), stores: [] }
      counts.set(countedAt, count)
      // Neither the sum nor the last would be more than a guess.
      if (count.stock.has(storeId ?? '')) {
        record.rejects.push(
          rowReject('repeated-stock', row, mapping.columns.stockItemId ?? null, stockItemId),
        )
        continue
      }
      count.stock.set(storeId ?? '', {
        stockItemId,
        ...(storeId !== undefined && { storeId }),
        availableQuantity: Number(availableQuantity),
      })
      if (storeId !== undefined && storeName !== undefined) {
        count.stores.push({ storeId, name: storeName })
      }
    }
    for (const [countedAt, { stock, stores }] of counts) {
      const content = {
        kind: 'track' as const,
        name: 'Inventory Level Updated',
        occurredAt: countedAt,
        identifiers: [],
        catalogue: { stock: [...stock.values()], ...(stores.length > 0 && { stores }) },
      }
      record.events.push(stateEvent('stock', content, receivedAtMs))
    }
    return record
  },
})
