import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { eventKey } from '#shared/events/event.ts'
import type { UndoPlace } from '#shared/imports/import-undo.ts'
import { salesWords } from '#shared/sales/reported-sales.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { archivedLines } from './archived-lines.ts'
import { importSegments } from './import-segments.ts'
import type { UndoPorts } from './undo-ports.ts'

/**
 * Tells again what another import says of the catalogue or of sales, a segment of the archive at a time: of each field
 * and item only the newest word is kept, so the one before a word that was taken back has to be found anew. Nobody but
 * imports speaks of what imports speak of, and none is loaded meanwhile. May be repeated. Returns where to go on;
 * undefined after the last.
 */
export async function retellWords(
  tenant: Tenant,
  importId: string,
  at: UndoPlace,
  ports: UndoPorts,
): Promise<UndoPlace | undefined> {
  const { shard, afterSegment, retoldImportId } = at
  if (retoldImportId === undefined || shard >= tenant.logShardCount) {
    const nextId = (await ports.siblingsOf(tenant, importId)).find((id) => id > (retoldImportId ?? ''))
    if (nextId === undefined) return undefined
    return { ...at, retoldImportId: nextId, shard: 0, afterSegment: '' }
  }
  const entries = await ports.entriesOf(tenant, shard, retoldImportId)
  const segmentKey = (await importSegments(tenant, shard, entries, ports)).find((key) => key > afterSegment)
  if (segmentKey === undefined) return { ...at, shard: shard + 1, afterSegment: '' }

  const sequences = new Set(entries.map(({ sequence }) => sequence))
  const events = archivedLines((await ports.readSegment(segmentKey))?.lines ?? '')
    .filter(({ sequence, event }) => sequences.has(sequence) && (event.catalogue ?? event.salesReport))
    .map(({ event }) => event)
  const keys = events.map((event) => eventKey(event).toWellFormed())
  const withdrawn = keys.length === 0 ? new Set<string>() : await ports.withdrawnAmong(tenant, keys)
  const told = events.filter((_, index) => !withdrawn.has(keys[index] ?? ''))
  if (told.length > 0) {
    await ports.project(tenant, {
      catalogue: catalogueRows(told, tenant.timeZone),
      sales: salesWords(tenant.currency, told),
    })
  }
  return { ...at, afterSegment: segmentKey }
}
