import type { UndoPlace } from '#shared/imports/import-undo.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { archivedLines } from './archived-lines.ts'
import { carryOutWithdrawals } from './carry-out-withdrawals.ts'
import { forgetSegment } from './forget-segment.ts'
import { importSegments } from './import-segments.ts'
import { retellWords } from './retell-words.ts'
import { usualUndoLimits } from './undo-limits.ts'
import type { UndoPorts } from './undo-ports.ts'
import { withdrawLines } from './withdraw-lines.ts'

/**
 * Takes back the next piece of an import: some lines of one segment of the archive, which knows where its events went.
 * May be repeated. Returns where to go on; undefined once nothing is left of the import.
 */
export async function withdrawPiece(
  tenant: Tenant,
  importId: string,
  at: UndoPlace,
  ports: UndoPorts,
  limits = usualUndoLimits,
): Promise<UndoPlace | undefined> {
  const { shard, afterSegment, lineCount } = at
  const isAllBack = at.retoldImportId !== undefined || shard >= tenant.logShardCount
  if (isAllBack) return retellWords(tenant, importId, at, ports)
  await carryOutWithdrawals(tenant, ports, limits)
  // All shards before the first event: a customer's events are in several of them, and go together.
  const isFirst = shard === 0 && afterSegment === '' && lineCount === 0
  for (let other = 1; isFirst && other < tenant.logShardCount; other += 1) {
    await ports.withdrawImport(tenant, other, importId)
  }
  const entries = await ports.withdrawImport(tenant, shard, importId)
  const segmentKey = (await importSegments(tenant, shard, entries, ports)).find((key) => key > afterSegment)
  if (segmentKey === undefined) return { ...at, shard: shard + 1, afterSegment: '', lineCount: 0 }

  const sequences = new Set(entries.map(({ sequence }) => sequence))
  const lines = archivedLines((await ports.readSegment(segmentKey))?.lines ?? '')
  const ours = lines.filter(({ sequence }) => sequences.has(sequence))
  const piece = ours.slice(lineCount, lineCount + limits.lines)
  const by = `undo of import ${importId}`
  const eventCount = at.eventCount + (await withdrawLines(tenant, piece, by, ports, limits))
  const doneCount = lineCount + piece.length
  if (doneCount < ours.length) return { ...at, lineCount: doneCount, eventCount }
  await forgetSegment(tenant, shard, segmentKey, ours, ports)
  return { shard, afterSegment: segmentKey, lineCount: 0, eventCount }
}
