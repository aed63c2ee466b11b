import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import { projectionStatements } from '#shared/database/project.ts'
import { deleteWords } from '#shared/database/renew-rows.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { isImported } from '#shared/imports/import-source.ts'
import { secondMs } from '#shared/kernel/time.ts'
import { salesWords } from '#shared/sales/reported-sales.ts'
import { segmentRange } from '../../ingest/archive-segments.ts'
import { archivedLines } from '../undo/archived-lines.ts'
import { forgetInSegment } from './forget-in-segment.ts'
import type { RebuildPorts } from './rebuild-ports.ts'
import type { RebuildPage } from './rebuilt-page.ts'

const segmentsPerPage = 20
const segmentsLookedAt = 1_000

/**
 * Empties the tables of products, stock and reported sales, if the archive tells all of it again: then what nobody says
 * any more is gone. If the archive does not reach back to the first event, what is there stays, and is only told again.
 *
 * A step of its own, which does nothing once the job has moved on: whoever comes late must not empty what is being filled.
 */
export const beginWords: RebuildPage = async (_, ports, job) => {
  if (await isArchiveWhole(ports)) await ports.write(deleteWords(job))
  return { after: null }
}

/** The first segment of each shard that has settled events begins with its first entry: retention deletes whole days, the oldest first. */
async function isArchiveWhole(ports: RebuildPorts): Promise<boolean> {
  const firsts = new Map<number, number>()
  const shards = Array.from({ length: ports.tenant.logShardCount }, (_, shard) => shard)
  const counts = await Promise.all(shards.map((shard) => ports.logCounts(shard)))
  const wanted = shards.filter((shard) => (counts[shard]?.settled ?? 0) > 0)
  let after = ''
  while (wanted.some((shard) => !firsts.has(shard))) {
    const keys = await ports.segmentsAfter(after, segmentsLookedAt)
    for (const key of keys) {
      const shard = shardOfSegment(key)
      if (!firsts.has(shard)) firsts.set(shard, segmentRange(key)?.first ?? 0)
    }
    const last = keys.at(-1)
    if (last === undefined) break
    after = last
  }
  return wanted.every((shard) => firsts.get(shard) === 1)
}

/** What the next page reads, once all that came in before the tables were emptied is in the archive. */
interface ArchivePlace {
  readonly since: number
  readonly key: string | null
}

/**
 * Reads the archive, segment by segment: what events said of products, stock and sales is told again, of each field the
 * newest word holds, so the order does not matter. Events of people who were forgotten, in segments that were put back from
 * an older copy, are anonymised.
 */
export const tellWords: RebuildPage = async (after, ports, job) => {
  const place: ArchivePlace = after === '' ? { since: job.progressedAt, key: null } : JSON.parse(after)
  if (place.key === null && !(await isArchivedUpTo(place.since, ports))) {
    await ports.sleep(secondMs)
    return { after: JSON.stringify(place) }
  }
  const keys = await ports.segmentsAfter(place.key ?? '', segmentsPerPage)
  const lists = await Promise.all(keys.map((key) => wordsOf(key, ports)))
  const events = lists.flat()
  const { tenant } = ports
  if (events.length > 0) {
    await ports.write(
      projectionStatements(tenant.tenantId, {
        catalogue: catalogueRows(events, tenant.timeZone),
        sales: salesWords(tenant.currency, events),
      }),
    )
  }
  const last = keys.at(-1)
  if (last === undefined || keys.length < segmentsPerPage) return { after: null, rowCount: events.length }
  return { after: JSON.stringify({ since: place.since, key: last }), rowCount: events.length }
}

/** Whether all that was received by a moment is settled, and so archived. */
async function isArchivedUpTo(sinceMs: number, ports: RebuildPorts): Promise<boolean> {
  for (let shard = 0; shard < ports.tenant.logShardCount; shard += 1) {
    const { oldestUnsettledReceivedAtMs } = await ports.logCounts(shard)
    if (oldestUnsettledReceivedAtMs !== null && oldestUnsettledReceivedAtMs <= sinceMs) return false
  }
  return true
}

/** The events of a segment that say something of products, stock or sales, and that were not taken back. */
async function wordsOf(key: string, ports: RebuildPorts): Promise<CanonicalEvent[]> {
  const lines = archivedLines(await forgetInSegment(key, shardOfSegment(key), ports))
  const events = lines.flatMap(({ event }) =>
    event.catalogue === undefined && event.salesReport === undefined ? [] : [event],
  )
  const imported = events.map((event) => eventKey(event).toWellFormed()).filter(isImported)
  if (imported.length === 0) return events
  const withdrawn = await ports.withdrawnAmong(ports.tenant, imported)
  return events.filter((event) => !withdrawn.has(eventKey(event).toWellFormed()))
}

/** `events/<tenant>/<day>/<shard>/<name>` */
function shardOfSegment(key: string): number {
  return Number(key.split('/').at(-2))
}
