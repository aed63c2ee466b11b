import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { type UndoLimits, usualUndoLimits } from '#queues/jobs/undo/undo-limits.ts'
import { withdrawPiece } from '#queues/jobs/undo/withdraw-piece.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { importSource } from '#shared/imports/import-source.ts'
import { newUndo, type UndoPlace } from '#shared/imports/import-undo.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { appendEvents } from '#workers/append-events.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'
import { faultyPorts } from './faulty-ports.ts'
import { doorTo } from './memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from './memory-platform.ts'
import { testTimeMs } from './new-event.ts'
import { decideAtRandom } from './random-decisions.ts'
import { drawEvent, drawPlainShape, drawShape } from './random-events.ts'
import { testTenant } from './test-tenant.ts'

export interface UndoSimulation {
  readonly platform: MemoryPlatform
  /** Every event that somebody still tells, by key. */
  readonly told: ReadonlyMap<string, CanonicalEvent>
  readonly isPlain: boolean
  readonly undoCount: number
}

/** Whatever identifiers connect is one customer. */
const unlimitedRules: IdentityRules = {
  ...defaultIdentityRules,
  maxMergedCustomers: 1_000,
  limits: {},
  sharedDeviceAfter: 1_000,
  sharedContactAfter: 1_000,
}

/**
 * A shop's history out of a seed: files are imported, several of which tell some of the same events; other events come
 * in between; imports are undone and imported again, while calls fail, replies are lost, several workers do the same
 * piece and new events arrive. Without `isPlain` people decide in between.
 */
export async function simulateUndo(seed: number, isPlain: boolean): Promise<UndoSimulation> {
  const random = seededRandom(seed)
  const tenant = testTenant({
    customerCellCount: drawOne(random, [0, 3]),
    logShardCount: drawInt(random, 1, 3),
    identityRules: isPlain ? unlimitedRules : defaultIdentityRules,
  })
  // After all that happens in it: what is ahead of its arrival is no visit.
  let nowMs = testTimeMs + 4 * dayMs
  const platform = memoryPlatform(tenant, random, () => nowMs)
  const shape = isPlain ? drawPlainShape(random) : drawShape(random)
  const faultRate = drawOne(random, [0, 0.03])
  let isFaulty = true
  const rate = () => (isFaulty ? faultRate : 0)
  const limits = drawLimits(random)
  const undoPorts = faultyPorts(platform.undoPorts, random, rate)

  const pool = Array.from({ length: drawInt(random, 1, 14) }, (_, number): CanonicalEvent => {
    return { ...drawEvent(random, shape, `row-${number}`), source: importSource }
  })
  const files = Array.from({ length: drawInt(random, 1, 3) }, () =>
    shuffled(random, pool).slice(0, drawInt(random, 1, pool.length)),
  )
  const told = new Map<string, CanonicalEvent>()
  const standing = new Map<string, readonly CanonicalEvent[]>()
  let importCount = 0
  let eventCount = 0
  let undoCount = 0

  const send = async () => {
    nowMs += 1
    const events = Array.from({ length: drawInt(random, 1, 3) }, () =>
      drawEvent(random, shape, `event-${eventCount++}`),
    ).map((event) => ({
      ...telling(event, drawOne(random, ['shopify/demo', importSource])),
      receivedAt: nowMs,
    }))
    for (const event of events) told.set(eventKey(event), event)
    await appendEvents(doorTo(platform), tenant, events, [], nowMs)
    await ingestAll(platform, random)
  }
  const load = async () => {
    importCount += 1
    const importId = `import-${importCount}`
    const file = drawOne(random, files)
    for (let from = 0; from < file.length; ) {
      nowMs += 1
      const piece = file.slice(from, from + 4).map((event) => ({ ...event, receivedAt: nowMs }))
      // A step that is killed has told some of its events, and tells them again.
      await appendEvents(doorTo(platform), tenant, piece, [], nowMs, importId)
      if (random() < 0.7) from += 4
      if (random() < 0.5) await ingestAll(platform, random)
    }
    await ingestAll(platform, random)
    standing.set(importId, file)
  }
  const undo = async () => {
    const importId = drawOne(random, [...standing.keys()])
    standing.delete(importId)
    undoCount += 1
    let place: UndoPlace | undefined = newUndo('owner', nowMs)
    for (let tries = 0; place !== undefined; tries += 1) {
      if (tries > 400) throw new Error(`undo of ${importId} does not end`)
      isFaulty = tries < 60
      const at: UndoPlace = place
      const others = random() < 0.2 ? [withdrawPiece(tenant, importId, at, undoPorts, limits)] : []
      const coming = random() < 0.4 ? [later(random).then(send)] : []
      const [mine] = await Promise.allSettled([
        withdrawPiece(tenant, importId, at, undoPorts, limits),
        ...others,
        ...coming,
      ])
      if (mine?.status === 'fulfilled') place = mine.value
      else ignoreFault(mine?.reason)
    }
    isFaulty = true
  }

  for (let steps = drawInt(random, 3, 9); steps > 0; steps -= 1) {
    const fate = random()
    if (fate < 0.35) await send()
    else if (fate < 0.7 || standing.size === 0) await load()
    else await undo()
    if (!isPlain && random() < 0.3) {
      decideAtRandom(platform, random, nowMs)
      if (random() < 0.7) await settleIdentity(tenant, platform.ports)
    }
  }
  if (standing.size > 0) await undo()
  await ingestAll(platform, random)
  await settleIdentity(tenant, platform.ports)
  for (const file of standing.values()) for (const event of file) told.set(eventKey(event), event)
  return { platform, told, isPlain, undoCount }
}

/** The usual ones, or so small that each of them is reached. */
function drawLimits(random: RandomSource): UndoLimits {
  if (random() < 0.3) return usualUndoLimits
  const ofObject = { events: drawInt(random, 1, 6), characters: drawInt(random, 200, 4_000) }
  return {
    lines: drawInt(random, 1, 20),
    customers: drawInt(random, 1, 5),
    objects: drawInt(random, 1, 4),
    together: {
      events: ofObject.events * drawInt(random, 1, 4),
      characters: ofObject.characters * drawInt(random, 1, 4),
    },
    ofObject,
    characters: drawInt(random, 1, 3_000),
  }
}

/** The event, about an order of this shop if it is about an order of another source. */
function telling(event: CanonicalEvent, shop: string): CanonicalEvent {
  return event.order?.shop === undefined ? event : { ...event, order: { ...event.order, shop } }
}

/** Some time in the middle of what goes on. */
async function later(random: RandomSource): Promise<void> {
  for (let turns = drawInt(random, 0, 400); turns > 0; turns -= 1) await null
}

async function ingestAll(platform: MemoryPlatform, random: RandomSource): Promise<void> {
  const { tenant, shards, ports } = platform
  for (let round = 0; shards.some((shard) => shard.hasUnsettled()); round += 1) {
    if (round > 50) throw new Error('the platform does not settle')
    const pointers = shards.flatMap((store, shard) =>
      store
        .overdueRanges(Number.MAX_SAFE_INTEGER, drawInt(random, 1, 12), 20)
        .map(([fromSequence, toSequence]) => {
          return { version: 1, tenantId: tenant.tenantId, shard, fromSequence, toSequence }
        }),
    )
    await ingestBatch(pointers, ports)
  }
}

function ignoreFault(error: unknown): void {
  if (!/was not reached|was lost|stays open|still being carried out/.test(String(error))) throw error
}
