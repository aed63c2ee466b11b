import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * Empties sample rows and examples of imports that hold one of the texts, which must be in lower case. The figures of
 * the import stay.
 */
export function forgetInImports(tenantId: string, texts: readonly string[]): SqlStatement[] {
  return jsonChunks(texts).map((chunk) => ({
    text: `update customer_import set preview = json_set(preview, '$.sampleRows', json('[]')),
             reject_reasons = (select json_group_array(json_remove(value, '$.examples')) from json_each(reject_reasons))
           where tenant_id = ?1 and exists (select 1 from json_each(?2) as wanted
             where instr(lower(preview), wanted.value) > 0 or instr(lower(reject_reasons), wanted.value) > 0)`,
    values: [tenantId, chunk],
  }))
}
