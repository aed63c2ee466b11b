import type { ProductStatement } from '../../../events/catalogue-change.ts'
import { toMinorUnits } from '../../../kernel/money.ts'
import type { ConfirmedMapping } from '../../confirm-mapping.ts'
import { rowReject } from '../../row-reject.ts'
import { type CellRow, groupedKind } from '../grouped-kind.ts'
import type { ImportedRecord } from '../import-kind.ts'
import type { RowCells } from '../read-cells.ts'
import { stateEvent } from '../state-event.ts'

/** What the rows of one handle share: shop systems write it into the first of them only. */
const sharedTexts = ['productName', 'category', 'brand', 'url', 'imageUrl', 'currency'] as const

/**
 * A file of products: each row becomes a product under the number that order lines have for it, sold in one way. Rows
 * of one handle give each other what only one of them says.
 */
export const productsKind = groupedKind({
  check: ({ texts }) =>
    texts.productId === undefined && texts.productName === undefined
      ? { reason: 'missing-value', field: 'productId' }
      : undefined,

  groupOf: ({ texts }) =>
    texts.groupId === undefined ? `product ${productIdOf(texts)}` : `group ${texts.groupId}`,

  recordsOf(rows, mapping, { uploadedAtMs, receivedAtMs }) {
    const shared = sharedOf(rows)
    const record: ImportedRecord = { events: [], rejects: [] }
    for (const row of rows) {
      const product = productOf({ ...row, ...withShared(row, shared) }, mapping, record)
      if (product === undefined) continue
      const content = {
        kind: 'track' as const,
        name: 'Product Updated',
        occurredAt: row.moments.updatedAt ?? uploadedAtMs,
        identifiers: [],
        catalogue: { products: [product] },
      }
      record.events.push(stateEvent('product', content, receivedAtMs))
    }
    return record
  },
})

function productIdOf(texts: RowCells['texts']): string {
  return texts.productId ?? texts.productName ?? ''
}

/** Of each shared text the first one said. */
function sharedOf(rows: readonly CellRow[]): RowCells['texts'] {
  const shared: RowCells['texts'] = {}
  for (const { texts } of rows) {
    for (const field of sharedTexts) {
      const text = texts[field]
      if (text !== undefined) shared[field] ??= text
    }
  }
  return shared
}

function withShared(row: CellRow, shared: RowCells['texts']): Pick<RowCells, 'texts'> {
  return { texts: { ...shared, ...row.texts } }
}

/** The product of a row; undefined when its price is too large to be money. */
function productOf(
  row: CellRow,
  mapping: ConfirmedMapping,
  { rejects }: ImportedRecord,
): ProductStatement | undefined {
  const { productName, category, brand, url, imageUrl, price } = row.texts
  const { isListed } = row.answers
  const productId = productIdOf(row.texts)
  const currency = row.texts.currency ?? mapping.currency
  const priceMinor = price === undefined ? undefined : toMinorUnits(price, currency)
  if (priceMinor?.ok === false) {
    rejects.push(rowReject('amount-too-large', row, mapping.columns.price ?? null, price))
    return undefined
  }
  return {
    productId,
    ...(productName !== undefined && { name: productName }),
    ...(category !== undefined && { category }),
    ...(brand !== undefined && { brand }),
    ...(url !== undefined && { url }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(isListed !== undefined && { isListed }),
    variants: [
      {
        variantId: productId,
        stockItemId: productId,
        ...(row.texts.productId !== undefined && { sku: productId }),
        ...(priceMinor !== undefined && { priceMinor: priceMinor.value, currency }),
      },
    ],
  }
}
