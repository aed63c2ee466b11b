import type { ForgetReply } from '#shared/events/log-entry.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { segmentFolder, segmentRange } from '../ingest/archive-segments.ts'
import { anonymiseSegment } from './anonymise-segment.ts'
import type { ErasurePorts } from './erasure-ports.ts'
import type { ForgottenShard } from './forgotten-person.ts'

/**
 * Rewrites the archive segments that hold events of a person, in one shard. A segment that was claimed before the log
 * was anonymised and is not there yet gets its place taken: whoever would write it must read the log again. Returns how
 * many lines were anonymised, by this call or an earlier one.
 */
export async function forgetArchive(
  tenant: Tenant,
  shard: number,
  { eventKeys, days }: ForgottenShard,
  { sequences, areAllPlaced, staleSegments }: ForgetReply,
  ports: Pick<ErasurePorts, 'listSegments' | 'readSegment' | 'replaceSegment' | 'voidSegment'>,
): Promise<number> {
  const stale = new Set(staleSegments)
  const segmentKeys = new Set(staleSegments)
  for (const day of [...days].sort()) {
    for (const key of await ports.listSegments(segmentFolder(tenant, day, shard))) {
      const range = segmentRange(key)
      const mayHold = sequences.some((sequence) => {
        return range === undefined || (sequence >= range.first && sequence <= range.last)
      })
      if (mayHold || !areAllPlaced) segmentKeys.add(key)
    }
  }
  let lineCount = 0
  for (const key of segmentKeys) lineCount += await rewrite(key, stale.has(key), eventKeys, ports)
  return lineCount
}

/** Others may write the segment at the same time; then it is read once more. */
async function rewrite(
  key: string,
  mayStillCome: boolean,
  eventKeys: ReadonlySet<string>,
  ports: Pick<ErasurePorts, 'readSegment' | 'replaceSegment' | 'voidSegment'>,
): Promise<number> {
  for (;;) {
    const segment = await ports.readSegment(key)
    if (segment === undefined) {
      if (!mayStillCome || (await ports.voidSegment(key))) return 0
      continue
    }
    const { lines, lineCount } = anonymiseSegment(segment.lines, eventKeys)
    if (lines === segment.lines || (await ports.replaceSegment(key, lines, segment.version))) return lineCount
  }
}
