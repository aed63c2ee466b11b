import type { ImportMapping } from '../contracts/imports.ts'
import type { CustomerImportRow } from '../database/tables/customer-import.ts'
import { type ConfirmedMapping, confirmMapping, type MappingError, mappingErrors } from './confirm-mapping.ts'
import { guessMapping, type ShopHabits } from './guess-mapping.ts'

/** How an uploaded file goes on. */
export interface StartPlan extends Pick<CustomerImportRow, 'mappingFrom'> {
  readonly state: 'reading' | 'awaiting-mapping'
  readonly mapping: ConfirmedMapping
  /** What is wrong with a mapping that came with the file: then it is not taken. */
  readonly errors: readonly MappingError[]
}

/**
 * Which mapping a file begins with: the one that came with it, else the one confirmed for the same headings before,
 * else a guess. One that came with the file must fit when the import is to start at once; another that does not fit
 * leaves the import waiting for a person.
 */
export function planStart(
  file: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] },
  mappings: { readonly given: ImportMapping | undefined; readonly saved: ImportMapping | undefined },
  isToStart: boolean,
  shop: ShopHabits,
): StartPlan {
  const { given, saved } = mappings
  const mapping = confirmMapping(given ?? saved ?? guessMapping(file.columns, file.rows, shop), shop)
  const errors = isToStart ? mappingErrors(mapping, file.columns) : []
  return {
    state: isToStart && errors.length === 0 ? 'reading' : 'awaiting-mapping',
    mapping,
    mappingFrom: given !== undefined ? 'given' : saved !== undefined ? 'saved' : 'guess',
    errors: given === undefined ? [] : errors,
  }
}
