import type { ImportedEntry } from '#shared/events/log-entry.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { dayOfReceipt, segmentFolder, segmentRange } from '../../ingest/archive-segments.ts'
import type { UndoPorts } from './undo-ports.ts'

/** The segments of the archive that may hold these entries, sorted. */
export async function importSegments(
  tenant: Tenant,
  shard: number,
  entries: readonly ImportedEntry[],
  ports: Pick<UndoPorts, 'listSegments'>,
): Promise<string[]> {
  const keys: string[] = []
  for (const day of new Set(entries.map(({ receivedAtMs }) => dayOfReceipt(receivedAtMs)))) {
    keys.push(...(await ports.listSegments(segmentFolder(tenant, day, shard))))
  }
  const mayHold = (key: string) => {
    const range = segmentRange(key)
    return (
      range === undefined || entries.some(({ sequence }) => sequence >= range.first && sequence <= range.last)
    )
  }
  return keys.filter(mayHold).sort()
}
