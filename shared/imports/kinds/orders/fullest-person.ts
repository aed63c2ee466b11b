import { compareTexts } from '../../compare-texts.ts'
import type { ImportedPerson } from '../person.ts'
import type { OrderRow } from './order-row.ts'

/**
 * Who ordered, taken from one row alone: joining two rows could make one person of two. The row that says most, then the
 * earliest, wins.
 */
export function fullestPerson(rows: readonly OrderRow[]): ImportedPerson {
  const ranked = rows.map((row) => ({
    person: row.person,
    fieldCount: Object.keys(row.person).length,
    orderedAtMs: row.orderedAtMs,
    text: JSON.stringify(row.person),
  }))
  ranked.sort(
    (left, right) =>
      right.fieldCount - left.fieldCount ||
      left.orderedAtMs - right.orderedAtMs ||
      compareTexts(left.text, right.text),
  )
  return ranked[0]?.person ?? {}
}
