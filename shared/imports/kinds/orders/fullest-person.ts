import { compareTexts } from '../../compare-texts.ts'
import type { ImportedPerson } from '../person.ts'
import { personFields } from '../person-fields.ts'
import type { OrderRow } from './order-row.ts'

const personNames = Object.keys(personFields) as (keyof ImportedPerson)[]

/**
 * Who ordered, taken from one row alone: joining two rows could make one person of two. The row that says most, then the
 * earliest, wins.
 */
export function fullestPerson(rows: readonly OrderRow[]): ImportedPerson {
  const [first] = rows
  if (first !== undefined && rows.every(({ person }) => isSame(person, first.person))) return first.person
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

/** Most orders name one person in all rows. */
function isSame(left: ImportedPerson, right: ImportedPerson): boolean {
  return left === right || personNames.every((name) => left[name] === right[name])
}
