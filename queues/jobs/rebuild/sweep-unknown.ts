import { deleteByKey, deleteOrphans, keysAfter, knownTables } from '#shared/database/renew-rows.ts'
import type { RebuildPage } from './rebuilt-page.ts'

const keysPerPage = 500

/**
 * Deletes rows of customers, merges, reviews and splits that the directory does not know, and what hangs on such customers.
 * The directory knows of everything before it has a row, so nothing new is taken for unknown.
 */
export const sweepUnknown: RebuildPage = async (after, ports) => {
  const { tenantId } = ports.tenant
  const place: { table: number; id: string } = after === '' ? { table: 0, id: '' } : JSON.parse(after)
  const swept = knownTables[place.table]
  if (swept === undefined) {
    await ports.write(deleteOrphans(tenantId))
    return { after: null }
  }
  const rows = await ports.read(keysAfter(tenantId, swept, place.id, keysPerPage))
  const ids = rows.map(({ id }) => String(id))
  const unknown = ids.length === 0 ? [] : await ports.unknownAmong(swept.of, ids)
  if (unknown.length > 0) await ports.write([deleteByKey(tenantId, swept, unknown)])
  const last = ids.at(-1)
  const isLast = last === undefined || ids.length < keysPerPage
  const next = isLast ? { table: place.table + 1, id: '' } : { table: place.table, id: last }
  return { after: JSON.stringify(next) }
}
