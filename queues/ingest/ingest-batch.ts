import type { LogPointer } from '#shared/events/log-pointer.ts'
import { ingestMessageSchema } from '../messages.ts'
import { done, type Outcome } from '../outcome.ts'
import { ingestEntries } from './ingest-entries.ts'
import type { IngestPorts } from './ingest-ports.ts'
import type { ShardEntry } from './read-entries.ts'

/** Pointers are processed together until they lead to this many events: enough to share the cost of each call. */
const eventsTogether = 5_000
/** ... or to this much text, so that long events (orders of many lines) do not fill the Worker's memory. */
const charactersTogether = 2_000_000
const retryAfterSeconds = 2

/**
 * Processes a batch of queue messages, each a pointer to a range of the log. Returns what became of each, in order. A
 * pointer is done when its whole range is settled or in quarantine.
 */
export async function ingestBatch(messages: readonly unknown[], ports: IngestPorts): Promise<Outcome[]> {
  const outcomes = new Array<Outcome>(messages.length)
  const tenants = new Map<string, { index: number; pointer: LogPointer }[]>()
  for (const [index, message] of messages.entries()) {
    const parsed = ingestMessageSchema.safeParse(message)
    if (!parsed.success) {
      outcomes[index] = { kind: 'drop', reason: 'unreadable-message' }
      continue
    }
    const pointers = tenants.get(parsed.data.tenantId) ?? []
    tenants.set(parsed.data.tenantId, pointers)
    pointers.push({ index, pointer: parsed.data })
  }
  for (const [tenantId, pointers] of tenants) await ingestTenant(tenantId, pointers, ports, outcomes)
  return outcomes
}

async function ingestTenant(
  tenantId: string,
  pointers: readonly { index: number; pointer: LogPointer }[],
  ports: IngestPorts,
  outcomes: Outcome[],
): Promise<void> {
  let together = new Map<string, ShardEntry>()
  let indexes: number[] = []
  let eventCount = 0
  let characterCount = 0
  const flush = async (): Promise<void> => {
    const outcome = await attempt(tenantId, [...together.values()], ports)
    for (const index of indexes) outcomes[index] = outcome
    together = new Map()
    indexes = []
    eventCount = 0
    characterCount = 0
  }
  for (const { index, pointer } of pointers) {
    const entries = await readRange(tenantId, pointer, ports)
    if (entries === undefined) {
      outcomes[index] = retry('the log cannot be read')
      continue
    }
    indexes.push(index)
    for (const entry of entries) {
      // The same entry may be pointed at twice in one batch.
      together.set(`${entry.shard}-${entry.entry.sequence}`, entry)
      eventCount += entry.entry.lines.split('\n').length
      characterCount += entry.entry.lines.length
    }
    if (eventCount >= eventsTogether || characterCount >= charactersTogether) await flush()
  }
  if (indexes.length > 0) await flush()
}

async function readRange(
  tenantId: string,
  { shard, fromSequence, toSequence }: LogPointer,
  ports: IngestPorts,
): Promise<ShardEntry[] | undefined> {
  try {
    const tenant = await ports.tenant(tenantId)
    if (tenant === undefined) return []
    const entries = await ports.readLog(tenant, shard, fromSequence, toSequence)
    return entries.map((entry) => ({ shard, entry }))
  } catch (error) {
    ports.report(tenantId, error)
    return undefined
  }
}

async function attempt(
  tenantId: string,
  entries: readonly ShardEntry[],
  ports: IngestPorts,
): Promise<Outcome> {
  if (entries.length === 0) return done
  try {
    const tenant = await ports.tenant(tenantId)
    if (tenant === undefined) return { kind: 'drop', reason: 'unknown-tenant' }
    const isDone = await ingestEntries(tenant, entries, ports)
    return isDone ? done : retry('somebody was forgotten since the entries were read')
  } catch (error) {
    ports.report(tenantId, error)
    return retry('a step could not be done')
  }
}

function retry(reason: string): Outcome {
  return { kind: 'retry', afterSeconds: retryAfterSeconds, reason }
}
