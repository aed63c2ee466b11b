import { dayMs } from '../kernel/time.ts'
import type { SqlStatement } from './sql-statement.ts'

/** An undo that begins now may read the archive for so long. */
const undoDays = 2

/** Other imports of the same kind as ?2, of the kinds of which the newest word on each thing is kept alone. */
const ofSameKind = `from customer_import as other join customer_import as mine
    on mine.tenant_id = other.tenant_id and mine.import_id = ?2
  where other.tenant_id = ?1 and other.import_id <> ?2
    and other.mapping ->> 'kind' in ('products', 'inventory', 'sales') and other.mapping ->> 'kind' = mine.mapping ->> 'kind'`

/** The statement that finds, as `importId`, the other imports whose words about products, stock or sales an import may have replaced. */
export function siblingsOfImport(tenantId: string, importId: string): SqlStatement {
  return {
    text: `select other.import_id as importId ${ofSameKind} and other.state in ('done', 'failed')
           order by other.import_id`,
    values: [tenantId, importId],
  }
}

/**
 * The statement that tells, as `count`, of how many such imports the words cannot be read again, because the archive of
 * their day is gone (or will be before an undo is through), or because nobody has kept which events they brought. One
 * that was undone counts too: another may have told some of its events.
 */
export function countUnreadableSiblings(tenantId: string, importId: string): SqlStatement {
  return {
    text: `select count(*) as count ${ofSameKind} and other.state in ('done', 'failed', 'undone')
             and (not other.is_remembered or other.created_at < ?3 + (
               select max(older_than) from retention_run where tenant_id = ?1 and kind = 'archive'))`,
    values: [tenantId, importId, undoDays * dayMs],
  }
}
