import { encodedForms } from '../connections/encoded-forms.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/**
 * The statements that find deliveries in the log that turned into one of the events, or hold one of the texts, which must
 * be in lower case; in a body that is no UTF-8, in other encodings too. Each row is a `log_id`, and may come twice. They go through all of a tenant's deliveries of the last days.
 */
export function deliveriesWith(
  tenantId: string,
  texts: readonly string[],
  eventKeys: readonly string[],
): SqlStatement[] {
  return [
    ...jsonChunks(texts).map((chunk) => ({
      text: `select log_id from connection_logs where tenant_id = ?1 and exists (
               select 1 from json_each(?2) as wanted
               where instr(lower(body), wanted.value) > 0 or instr(lower(detail), wanted.value) > 0)`,
      values: [tenantId, chunk],
    })),
    ...jsonChunks(texts.flatMap(encodedForms)).map((chunk) => ({
      text: `select log_id from connection_logs
             where tenant_id = ?1 and json_extract(body, '$.body') glob 'data:application/octet-stream*' and exists (
               select 1 from json_each(?2) as wanted
               where instr(lower(json_extract(body, '$.body')), wanted.value) > 0)`,
      values: [tenantId, chunk],
    })),
    ...jsonChunks(eventKeys).map((chunk) => ({
      text: `select log_id from connection_logs where tenant_id = ?1 and exists (
               select 1 from json_each(connection_logs.event_keys) as turned_into
               where turned_into.value in (select value from json_each(?2)))`,
      values: [tenantId, chunk],
    })),
  ]
}
