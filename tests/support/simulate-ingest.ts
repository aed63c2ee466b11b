import { ingestBatch } from '#queues/ingest/ingest-batch.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { LogPointer } from '#shared/events/log-pointer.ts'
import { defaultIdentityRules, type IdentityRules } from '#shared/identity/identity-rules.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { appendEvents } from '#workers/append-events.ts'
import { drawInt, drawOne, shuffled } from './drawing.ts'
import { faultyPorts } from './faulty-ports.ts'
import { doorTo } from './memory-door.ts'
import { type MemoryPlatform, memoryPlatform } from './memory-platform.ts'
import { testTimeMs } from './new-event.ts'
import { decideAtRandom } from './random-decisions.ts'
import { drawEvent, drawPlainShape, drawShape } from './random-events.ts'
import { testTenant } from './test-tenant.ts'

export interface Simulation {
  readonly platform: MemoryPlatform
  /** Every event that was sent, by key, as it was sent first. */
  readonly sent: ReadonlyMap<string, CanonicalEvent>
  /** How many lines were sent that can only end in quarantine. */
  readonly badLineCount: number
  /** Nobody decided anything and no rule kept anybody apart: customers are what identifiers connect. */
  readonly isPlain: boolean
  /** How many decisions of each kind were made. */
  readonly decisions: ReadonlyMap<string, number>
}

const badLines = ['', 'not json', 'null', '42', '"text"', '{}', '{"identifiers":[],"occurredAt":"yesterday"}']

const unlimitedRules: IdentityRules = {
  ...defaultIdentityRules,
  limits: {},
  sharedDeviceAfter: 1_000,
  sharedContactAfter: 1_000,
}
const tightRules: IdentityRules = {
  ...defaultIdentityRules,
  limits: {
    ...defaultIdentityRules.limits,
    phone: { maxCount: 2, windowDays: null },
    device_id: { maxCount: 2, windowDays: 1 },
  },
  sharedDeviceAfter: 2,
  sharedContactAfter: 2,
}

/**
 * A shop's history out of a seed: events come in, some twice, some in conflict, some unreadable; pointers to them are
 * lost, repeated and shuffled; batches run side by side, some very slowly, and their calls fail; in between people
 * decide, and the watchdog carries out what is open. Ends when everything is settled.
 */
export async function simulateIngest(seed: number): Promise<Simulation> {
  const random = seededRandom(seed)
  const isPlain = random() < 0.25
  const tenant = testTenant({
    customerCellCount: drawOne(random, [0, 3, 3]),
    logShardCount: drawInt(random, 1, 3),
    identityRules: isPlain ? unlimitedRules : drawOne(random, [defaultIdentityRules, tightRules]),
  })
  let nowMs = testTimeMs
  const platform = memoryPlatform(tenant, random, () => nowMs)
  const shape = isPlain ? drawPlainShape(random) : drawShape(random)
  const sent = new Map<string, CanonicalEvent>()
  let badLineCount = 0
  let faultRate = drawOne(random, [0, 0.02, 0.1])
  const ports = faultyPorts(platform.ports, random, () => faultRate)
  const waiting: LogPointer[] = []
  const running = new Set<Promise<void>>()
  const decisions = new Map<string, number>()
  const run = (work: Promise<void>) => {
    const kept = work.finally(() => running.delete(kept))
    running.add(kept)
  }
  const settle = () => settleIdentity(tenant, ports).catch(ignoreFault)
  const decideAndSettle = () => {
    const kind = decideAtRandom(platform, random, nowMs)
    decisions.set(kind, (decisions.get(kind) ?? 0) + 1)
    if (random() < 0.7) run(settle())
  }

  const eventCount = drawInt(random, 1, 45)
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
    runSome(waiting, random, ports, run)
    for (let steps = drawInt(random, 0, 4); steps > 0; steps -= 1) {
      for (let turns = drawInt(random, 0, 150); turns > 0; turns -= 1) await null
      if (!isPlain && random() < 0.6) decideAndSettle()
    }
    if (random() < 0.3) await Promise.all(running)
  }
  for (let round = 0; hasWork(platform) || running.size > 0; round += 1) {
    if (round > 100) throw new Error('the platform does not settle')
    if (round > 5) faultRate = 0
    waiting.push(...announce(platform, random))
    runSome(waiting, random, ports, run)
    if (!isPlain && round < 3) decideAndSettle()
    run(settle())
    await Promise.all(running)
  }
  return { platform, sent, badLineCount, isPlain, decisions }
}

function ignoreFault(error: unknown): void {
  if (!/was not reached|was lost/.test(String(error))) throw error
}

function hasWork({ shards, directory }: MemoryPlatform): boolean {
  const { operations, records } = directory.openWork()
  const openCount = [operations, ...Object.values(records)].reduce((sum, each) => sum + each.length, 0)
  return openCount > 0 || shards.some((shard) => shard.hasUnsettled())
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

/** Starts some batches side by side; what has to be tried again goes back among the waiting, and some are run twice. */
function runSome(
  waiting: LogPointer[],
  random: RandomSource,
  ports: MemoryPlatform['ports'],
  run: (work: Promise<void>) => void,
): void {
  const messages = shuffled(random, waiting.splice(0))
  const batches: LogPointer[][] = []
  while (messages.length > 0) batches.push(messages.splice(0, drawInt(random, 1, 4)))
  waiting.push(...batches.splice(3).flat())
  for (const batch of batches) run(runBatch(batch))

  async function runBatch(batch: readonly LogPointer[]): Promise<void> {
    const outcomes = await ingestBatch(batch, ports)
    for (const [index, outcome] of outcomes.entries()) {
      const pointer = batch[index]
      if (pointer !== undefined && (outcome.kind === 'retry' || random() < 0.1)) waiting.push(pointer)
    }
  }
}
