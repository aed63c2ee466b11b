import { afterEach, describe, expect, it } from 'vitest'
import type { SqlDatabase } from '#durable-objects/sql/sql-database.ts'
import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import type { UndoPorts } from '#queues/jobs/undo/undo-ports.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { importSource } from '#shared/imports/import-source.ts'
import { newUndo, type UndoPlace } from '#shared/imports/import-undo.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { type MemoryDisk, memoryDisk } from '#tests/support/memory-disk.ts'
import { doorTo } from '#tests/support/memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { platformContradictions } from '#tests/support/platform-contradictions.ts'
import { testTenant } from '#tests/support/test-tenant.ts'
import { appendEvents } from '#workers/append-events.ts'

const tenant = testTenant({ customerCellCount: 4, logShardCount: 1 })
const open: MemoryPlatform[] = []

function newPlatform(disk?: MemoryDisk): MemoryPlatform {
  const platform = memoryPlatform(tenant, seededRandom(1), () => testTimeMs, disk)
  open.push(platform)
  return platform
}

afterEach(() => {
  for (const platform of open.splice(0)) {
    expect(platformContradictions(platform)).toEqual([])
    platform.close()
  }
})

async function tell(platform: MemoryPlatform, events: CanonicalEvent[], importId?: string): Promise<void> {
  await appendEvents(doorTo(platform), tenant, events, [], testTimeMs, importId)
  const ranges = platform.shards[0]?.overdueRanges(Number.MAX_SAFE_INTEGER, 500, 20) ?? []
  for (const [fromSequence, toSequence] of ranges) {
    const pointer = { version: 1, tenantId: tenant.tenantId, shard: 0, fromSequence, toSequence }
    await ingestBatch([pointer], platform.ports)
  }
}

function emailOf(person: number): Identifier {
  return { type: 'email', value: `person.${person}@shop.example` }
}

/** A file of so many orders, every fourth of nobody and each other of somebody else. */
function ordersFile(orderCount: number): CanonicalEvent[] {
  return Array.from({ length: orderCount }, (_, number) =>
    newEvent({
      id: `row-${number}`,
      source: importSource,
      channel: 'import',
      identifiers: number % 4 === 0 ? [] : [emailOf(number)],
      order: newOrderChange({ orderId: `N-${number}`, totalMinor: 500 }),
    }),
  )
}

async function undo(ports: UndoPorts): Promise<number> {
  let place: UndoPlace = newUndo('owner', testTimeMs)
  for (;;) {
    const next = await withdrawPiece(tenant, 'imp', place, ports)
    if (next === undefined) return place.eventCount
    place = next
  }
}

/** Ports that count how often each was called. */
function countedPorts(ports: UndoPorts): { ports: UndoPorts; counts: Map<string, number> } {
  const counts = new Map<string, number>()
  const counted = new Proxy(ports, {
    get: (target, name, receiver) => {
      counts.set(String(name), (counts.get(String(name)) ?? 0) + 1)
      return Reflect.get(target, name, receiver)
    },
  })
  return { ports: counted, counts }
}

describe('the undo of an import', () => {
  it('calls nobody once for each order or customer', async () => {
    const counts = []
    for (const orderCount of [320, 480]) {
      const platform = newPlatform()
      await tell(platform, ordersFile(orderCount), 'imp')
      // Of some of them something else is known, too.
      const persons = Array.from({ length: 40 }, (_, person) => person)
      await tell(
        platform,
        persons.map((person) => newEvent({ id: `visit-${person}`, identifiers: [emailOf(person)] })),
      )
      const counted = countedPorts(platform.undoPorts)
      expect(await undo(counted.ports)).toBe(orderCount)
      expect(platform.database.all('select * from customer_order')).toEqual([])
      counts.push(Object.fromEntries(counted.counts))
    }
    const [few, many] = counts
    expect(many).toEqual(few)
    expect(many).toMatchObject({ timelinesOf: 4, fencedTimelines: 4, decideWithdrawals: 1 })
    expect(many).not.toHaveProperty('revise')
  })

  it('looks nothing up by going through a table that grows with the shop', async () => {
    const { disk, watch } = watchedDisk()
    const platform = newPlatform(disk)
    await tell(platform, ordersFile(30), 'imp')
    await tell(platform, [newEvent({ id: 'visit', identifiers: [emailOf(1)] })])
    const searches = watch()
    expect(await undo(platform.undoPorts)).toBe(30)
    expect(searches.size).toBeGreaterThan(50)
    const isWide = (search: string) =>
      /^SCAN (?!.*VIRTUAL TABLE|CONSTANT ROW|told$)|\(tenant_id=\?\)|^timelines: /.test(search)
    expect([...searches].filter(isWide).sort()).toEqual([
      // A row or a few; what is open; imports; questions for people and their answers; claims of segments.
      'SCAN hash_secret',
      'SCAN identity_operation',
      'SCAN identity_split USING INDEX identity_split_unprojected',
      'SCAN kept_apart',
      'SCAN last_operation',
      'SCAN manual_merge_queue',
      'SCAN manual_merge_queue USING INDEX manual_merge_queue_unprojected',
      'SCAN merge_history USING INDEX merge_history_unprojected',
      'SCAN migration',
      'SCAN segment_claim',
      'SEARCH other USING INDEX sqlite_autoindex_customer_import_1 (tenant_id=?)',
    ])
  })
})

/** A disk; once watched, it collects how SQLite looks things up for the statements that run. */
function watchedDisk(): { disk: MemoryDisk; watch: () => ReadonlySet<string> } {
  const disk = memoryDisk()
  const searches = new Set<string>()
  let isWatching = false
  const note = (rows: readonly Record<string, unknown>[]) => {
    const details = rows.map(({ detail }) => String(detail))
    // Sorts what it finds: how much that is, no limit of the statement says.
    const sorting = details.find((detail) => /TEMP B-TREE/.test(detail))
    const isOfTimelines = details.some((detail) => /\bcustomer_raw_event\b/.test(detail))
    if (sorting !== undefined && isOfTimelines) searches.add(`timelines: ${sorting}`)
    for (const detail of details) searches.add(detail)
  }
  const planOf = (text: string) => `explain query plan ${text}`
  const watchedSql = (objectName: string): SqlDatabase => {
    const sql = disk.sql(objectName)
    return {
      all: (text, ...values) => {
        if (isWatching) note(sql.all(planOf(text), ...values))
        return sql.all(text, ...values)
      },
      run: (text, ...values) => {
        if (isWatching) note(sql.all(planOf(text), ...values))
        return sql.run(text, ...values)
      },
      transaction: (work) => sql.transaction(work),
    }
  }
  const { database } = disk
  const noteStatement = ({ text, values }: SqlStatement) => {
    if (isWatching) note(database.read({ text: planOf(text), values }))
  }
  const watchedDatabase = {
    ...database,
    run: (statements: readonly SqlStatement[]) => {
      statements.forEach(noteStatement)
      database.run(statements)
    },
    read: (statement: SqlStatement) => {
      noteStatement(statement)
      return database.read(statement)
    },
  }
  return {
    disk: { ...disk, sql: watchedSql, database: watchedDatabase },
    watch: () => {
      isWatching = true
      return searches
    },
  }
}
