import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { LogPointer } from '#shared/events/log-pointer.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { eventLogName } from '#shared/tenants/object-names.ts'
import { appendEvents } from '#workers/append-events.ts'
import type { Env } from '#workers/env.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'
import { faultyPorts } from './faulty-ports.ts'
import { type MemoryPlatform, memoryPlatform } from './memory-platform.ts'
import { testTimeMs } from './new-event.ts'
import { drawEvent, drawShape } from './random-events.ts'
import { testTenant } from './test-tenant.ts'

export interface Simulation {
  readonly platform: MemoryPlatform
  /** Every event that was sent, by key, as it was sent first. */
  readonly sent: ReadonlyMap<string, CanonicalEvent>
  /** How many lines were sent that can only end in quarantine. */
  readonly badLineCount: number
}

const badLines = ['', 'not json', 'null', '42', '"text"', '{}', '{"identifiers":[],"occurredAt":"yesterday"}']

/**
 * A shop's history out of a seed: events come in, some twice, some in conflict, some unreadable; pointers to them are
 * lost, repeated and shuffled; batches run side by side and their calls fail. Ends when everything is settled.
 */
export async function simulateIngest(seed: number): Promise<Simulation> {
  const random = seededRandom(seed)
  const tenant = testTenant({
    customerCellCount: drawOne(random, [0, 3]),
    logShardCount: drawInt(random, 1, 3),
  })
  let nowMs = testTimeMs
  const platform = memoryPlatform(tenant, random, () => nowMs)
  const shape = drawShape(random)
  const sent = new Map<string, CanonicalEvent>()
  let badLineCount = 0
  let faultRate = drawOne(random, [0, 0.02, 0.1])
  const ports = faultyPorts(platform.ports, random, () => faultRate)
  const waiting: LogPointer[] = []

  const eventCount = drawInt(random, 1, 60)
  for (let number = 0; number < eventCount; ) {
    nowMs += drawInt(random, 0, 3)
    const events: CanonicalEvent[] = []
    for (const end = Math.min(eventCount, number + drawInt(random, 1, 8)); number < end; number += 1) {
      const isRepeat = sent.size > 0 && random() < 0.15
      const event = isRepeat
        ? drawOne(random, [...sent.values()])
        : drawEvent(random, shape, `event-${number}`)
      if (!sent.has(eventKey(event))) sent.set(eventKey(event), event)
      const conflicts = isRepeat && random() < 0.3
      if (conflicts) badLineCount += 1
      events.push(conflicts ? { ...event, properties: { conflict: number } } : event)
    }
    await appendEvents(doorTo(platform), tenant, events, [], nowMs)
    if (random() < 0.2) {
      const line = drawOne(random, badLines)
      const key = `bad:${number}`
      drawOne(random, platform.shards).append({
        lines: line,
        keys: [key],
        fingerprints: [0],
        receivedAtMs: nowMs,
      })
      badLineCount += 1
    }
    waiting.push(...announce(platform, random).filter(() => random() < 0.7))
    await runSome(waiting, random, ports)
  }
  for (let round = 0; platform.shards.some((shard) => shard.hasUnsettled()); round += 1) {
    if (round > 100) throw new Error('the log does not settle')
    if (round > 5) faultRate = 0
    waiting.push(...announce(platform, random))
    await runSome(waiting, random, ports)
  }
  return { platform, sent, badLineCount }
}

/** Pointers to what is not settled, in pieces that overlap those of other times. */
function announce({ tenant, shards }: MemoryPlatform, random: RandomSource): LogPointer[] {
  return shards.flatMap((store, shard) =>
    store.overdueRanges(Number.MAX_SAFE_INTEGER, drawInt(random, 1, 12), 20).map(([from, to]): LogPointer => {
      const fromSequence = random() < 0.2 ? drawInt(random, 1, from) : from
      return { version: 1, tenantId: tenant.tenantId, shard, fromSequence, toSequence: to }
    }),
  )
}

/** Runs some batches side by side; what has to be tried again goes back among the waiting, and some are run twice. */
async function runSome(
  waiting: LogPointer[],
  random: RandomSource,
  ports: MemoryPlatform['ports'],
): Promise<void> {
  const messages = shuffled(random, waiting.splice(0))
  const batches: LogPointer[][] = []
  while (messages.length > 0) batches.push(messages.splice(0, drawInt(random, 1, 4)))
  await Promise.all(
    batches.slice(0, 3).map(async (batch) => {
      const outcomes = await ingestBatch(batch, ports)
      for (const [index, outcome] of outcomes.entries()) {
        const pointer = batch[index]
        if (pointer !== undefined && (outcome.kind === 'retry' || random() < 0.1)) waiting.push(pointer)
      }
    }),
  )
}

/** What the door needs of the environment, over the platform's own shards. */
function doorTo({ tenant, shards }: MemoryPlatform): Pick<Env, 'EVENT_LOG'> {
  const byName = new Map(shards.map((store, shard) => [eventLogName(tenant, shard), store]))
  return { EVENT_LOG: { getByName: (name: string) => byName.get(name) } } as unknown as Pick<Env, 'EVENT_LOG'>
}
