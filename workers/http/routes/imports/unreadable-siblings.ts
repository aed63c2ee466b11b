import { countUnreadableSiblings } from '#shared/database/catalogue-imports.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import type { Env } from '../../../env.ts'

/** Files of these replace what earlier ones said, thing by thing. */
const keepsNewestWord: ReadonlySet<string | undefined> = new Set(['products', 'inventory', 'sales'])

/** How many other imports of the kind there are whose words could not be found again; 0 for one that is not done. */
export async function unreadableSiblingCount(
  env: Pick<Env, 'DB'>,
  { state, tenantId, importId, mapping }: CustomerImportRow,
): Promise<number> {
  if (state !== 'done' || !keepsNewestWord.has(mapping?.kind)) return 0
  const { text, values } = countUnreadableSiblings(tenantId, importId)
  const found = await env.DB.prepare(text)
    .bind(...values)
    .first<number>('count')
  return found ?? 0
}
