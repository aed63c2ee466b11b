import { encodedForms } from '../connections/encoded-forms.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * The statements that find records in quarantine whose bytes or detail hold one of the texts, which must be in lower
 * case; in bytes that are no UTF-8, in other encodings too. Each row is a `quarantine_id`, and may come twice. They go through
 * all of a tenant's quarantine.
 */
export function quarantinedWith(tenantId: string, texts: readonly string[]): SqlStatement[] {
  return [
    ...jsonChunks(texts).map((chunk) => ({
      text: `select quarantine_id from quarantined_event where tenant_id = ?1 and exists (
               select 1 from json_each(?2) as wanted
               where instr(lower(bytes), wanted.value) > 0 or instr(lower(detail), wanted.value) > 0)`,
      values: [tenantId, chunk],
    })),
    ...jsonChunks(texts.flatMap(encodedForms)).map((chunk) => ({
      text: `select quarantine_id from quarantined_event
             where tenant_id = ?1 and bytes glob 'data:application/octet-stream*' and exists (
               select 1 from json_each(?2) as wanted where instr(lower(bytes), wanted.value) > 0)`,
      values: [tenantId, chunk],
    })),
  ]
}
