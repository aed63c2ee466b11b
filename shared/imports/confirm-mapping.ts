import { fieldsOfKind, type ImportMapping, importKinds } from '../contracts/imports.ts'
import { minorUnitDigits } from '../kernel/money.ts'
import { missingColumns } from './missing-columns.ts'
import { isTimeZone } from './zone-time.ts'

/** A mapping that leaves nothing open: it fits the file, and currency and time zone are said. */
export type ConfirmedMapping = ImportMapping & { currency: string; timeZone: string }

export interface MappingError {
  /** JSON pointer into the mapping. */
  readonly pointer: string
  readonly detail: string
}

/** What stops a file with these columns from being read by this mapping; empty when nothing does. */
export function mappingErrors(mapping: ImportMapping, columns: readonly string[]): MappingError[] {
  const known = new Set<string>(fieldsOfKind(mapping.kind).map(([field]) => field))
  const errors: MappingError[] = missingColumns(mapping.kind, mapping.columns).map(({ field, detail }) => ({
    pointer: `/columns/${field}`,
    detail,
  }))
  for (const [field, column] of Object.entries(mapping.columns)) {
    const pointer = `/columns/${field}`
    if (!known.has(field)) {
      errors.push({ pointer, detail: `${importKinds[mapping.kind].label} have no such field` })
    } else if (!columns.includes(column)) {
      errors.push({ pointer, detail: `The file has no column ${column}` })
    }
  }
  if (mapping.currency !== undefined && minorUnitDigits(mapping.currency) === undefined) {
    errors.push({ pointer: '/currency', detail: `${mapping.currency} is not a currency code` })
  }
  if (mapping.timeZone !== undefined && !isTimeZone(mapping.timeZone)) {
    errors.push({ pointer: '/timeZone', detail: `${mapping.timeZone} is not a time zone` })
  }
  return errors
}

/** Fills what the mapping leaves to the tenant, so that every later step reads the file the same way. */
export function confirmMapping(
  mapping: ImportMapping,
  tenant: { readonly currency: string; readonly timeZone: string },
): ConfirmedMapping {
  return {
    ...mapping,
    currency: mapping.currency ?? tenant.currency,
    timeZone: mapping.timeZone ?? tenant.timeZone,
  }
}

export function isConfirmed(mapping: ImportMapping | null): mapping is ConfirmedMapping {
  return mapping?.currency !== undefined && mapping.timeZone !== undefined
}
