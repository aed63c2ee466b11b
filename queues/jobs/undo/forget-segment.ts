import { eventKey } from '#shared/events/event.ts'
import type { ImportedLine } from '#shared/events/log-entry.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type ArchivedLine, archivedLines } from './archived-lines.ts'
import type { UndoPorts } from './undo-ports.ts'

/**
 * Forgets the withdrawn events of a segment once nothing is made of them any more: their lines in the log, which must not
 * be archived again; their names in the ledger, so that the same file counts anew; last their lines in the segment, which
 * tell until then where the events are.
 */
export async function forgetSegment(
  tenant: Tenant,
  shard: number,
  segmentKey: string,
  lines: readonly ArchivedLine[],
  ports: UndoPorts,
): Promise<void> {
  const keys = [...new Set(lines.map(({ event }) => eventKey(event).toWellFormed()))]
  const eventKeys = [...(await ports.withdrawnAmong(tenant, keys))]
  if (eventKeys.length > 0) {
    const { staleSegments } = await ports.forgetLines(tenant, shard, { eventKeys, places: [] })
    for (const key of staleSegments) {
      if ((await ports.readSegment(key)) === undefined) await ports.voidSegment(key)
    }
    await ports.forgetWithdrawn(tenant, shard, eventKeys)
  }
  await dropForgotten(tenant, shard, segmentKey, ports)
}

/** Others may write the segment at the same time; then it is read once more. */
async function dropForgotten(
  tenant: Tenant,
  shard: number,
  segmentKey: string,
  ports: Pick<UndoPorts, 'readSegment' | 'replaceSegment' | 'forgottenAmong'>,
): Promise<void> {
  for (;;) {
    const segment = await ports.readSegment(segmentKey)
    if (segment === undefined) return
    const lines = archivedLines(segment.lines).map(({ sequence, event }): ImportedLine => {
      return { sequence, eventKey: eventKey(event).toWellFormed() }
    })
    const forgotten = new Set((await ports.forgottenAmong(tenant, shard, lines)).map(nameOf))
    const texts = segment.lines.split('\n').filter((text) => text !== '')
    const kept = texts.filter((_, index) => {
      const line = lines[index]
      return line === undefined || !forgotten.has(nameOf(line))
    })
    if (kept.length === texts.length) return
    if (await ports.replaceSegment(segmentKey, kept.join('\n'), segment.version)) return
  }
}

function nameOf({ sequence, eventKey: key }: ImportedLine): string {
  return `${sequence} ${key}`
}
