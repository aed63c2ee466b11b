import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { AppendReply, AppendRequest } from '#shared/events/log-entry.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import { asWritten } from '#shared/imports/as-written.ts'
import { hash53 } from '#shared/kernel/hash.ts'
import { eventLogName, placeEvent } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { withExchangeRates } from './exchange-rates.ts'

/** An entry of the log is about as long as what a pointer leads to, */
const entryEvents = 500
/** ... and shorter than the longest text that a row takes, 2 MB, unless a single event is longer. */
const entryCharacters = 500_000

interface NamedLine {
  readonly key: string
  readonly line: string
  readonly fingerprint: number
}

/**
 * An event as the log keeps it, with what was `noted` when it was taken. Its times come first, so that they can be read
 * without parsing the rest.
 */
export function eventLine(event: CanonicalEvent, noted = event): NamedLine {
  const { occurredAt, receivedAt } = event
  const written = asWritten(event)
  const text = contentText(written)
  const line = noted === written ? text : contentText(noted)
  return {
    // Ids come from outside; half a surrogate pair would be one key in JavaScript and another in SQLite.
    key: eventKey(event).toWellFormed(),
    line: `{"occurredAt":${occurredAt},"receivedAt":${receivedAt},${line.slice(1)}`,
    // Times, what we note ourselves, and how we read a file's phone are left out: a client's retry may carry other ones, and is
    // the same event.
    fingerprint: hash53(text),
  }
}

function contentText({ occurredAt: _, receivedAt: __, ...content }: CanonicalEvent): string {
  return JSON.stringify(content)
}

function rejectedLine({ variant, ...rejected }: RejectedRecord): NamedLine {
  const { bytes } = rejected
  const fingerprint = hash53(variant === undefined ? bytes : JSON.stringify([bytes, variant]))
  return {
    key: `rejected:${rejected.source}:${rejected.reason}:${fingerprint}`,
    line: JSON.stringify({ rejected }),
    fingerprint,
  }
}

/**
 * Puts events, and records that must go to quarantine, into the tenant's log, exchange rates noted in them. When this
 * returns they are on disk. `importId`: the import that tells them, so that it can be taken back.
 * Throws when a shard cannot be reached; then some may be in the log and some not, and repeating the call is safe.
 */
export async function appendEvents(
  env: Pick<Env, 'EVENT_LOG' | 'DB'>,
  tenant: Tenant,
  events: readonly CanonicalEvent[],
  rejected: readonly RejectedRecord[],
  receivedAtMs: number,
  importId?: string,
): Promise<AppendReply> {
  const noted = await withExchangeRates(env, tenant, events, receivedAtMs)
  const lines = events.map((event, index) => eventLine(event, noted[index]))
  const shards = new Map<number, NamedLine[]>()
  for (const named of [...lines, ...rejected.map(rejectedLine)]) {
    const shard = placeEvent(tenant, named.key)
    const together = shards.get(shard)
    if (together === undefined) shards.set(shard, [named])
    else together.push(named)
  }
  const replies = await Promise.all(
    [...shards].map(async ([shard, lines]) => {
      const log = env.EVENT_LOG.getByName(eventLogName(tenant, shard))
      const requests = cutIntoEntries(lines).map(
        (entry): AppendRequest => ({
          lines: entry.map(({ line }) => line).join('\n'),
          keys: entry.map(({ key }) => key),
          fingerprints: entry.map(({ fingerprint }) => fingerprint),
          receivedAtMs,
          ...(importId !== undefined && { importId }),
        }),
      )
      const [only] = requests
      return only !== undefined && requests.length === 1 ? [await log.append(only)] : log.appendAll(requests)
    }),
  )
  return {
    acceptedCount: replies.flat().reduce((sum, reply) => sum + reply.acceptedCount, 0),
    duplicateCount: replies.flat().reduce((sum, reply) => sum + reply.duplicateCount, 0),
  }
}

function cutIntoEntries(lines: readonly NamedLine[]): NamedLine[][] {
  const entries: NamedLine[][] = []
  let characterCount = 0
  for (const named of lines) {
    const entry = entries.at(-1)
    characterCount += named.line.length
    if (entry === undefined || entry.length === entryEvents || characterCount > entryCharacters) {
      entries.push([named])
      characterCount = named.line.length
    } else {
      entry.push(named)
    }
  }
  return entries
}
