import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { AppendReply, AppendRequest } from '#shared/events/log-entry.ts'
import type { RejectedRecord } from '#shared/events/log-line.ts'
import { hash53 } from '#shared/kernel/hash.ts'
import { eventLogName, placeEvent } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { withExchangeRates } from './exchange-rates.ts'

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
  const text = contentText(event)
  const line = noted === event ? text : contentText(noted)
  return {
    // Ids come from outside; half a surrogate pair would be one key in JavaScript and another in SQLite.
    key: eventKey(event).toWellFormed(),
    line: `{"occurredAt":${occurredAt},"receivedAt":${receivedAt},${line.slice(1)}`,
    // Times, and what we note ourselves, are left out: a client's retry may carry other ones, and is the same event.
    fingerprint: hash53(text),
  }
}

function contentText({ occurredAt: _, receivedAt: __, ...content }: CanonicalEvent): string {
  return JSON.stringify(content)
}

function rejectedLine(rejected: RejectedRecord): NamedLine {
  const fingerprint = hash53(rejected.bytes)
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
      const request: AppendRequest = {
        lines: lines.map(({ line }) => line).join('\n'),
        keys: lines.map(({ key }) => key),
        fingerprints: lines.map(({ fingerprint }) => fingerprint),
        receivedAtMs,
        ...(importId !== undefined && { importId }),
      }
      return env.EVENT_LOG.getByName(eventLogName(tenant, shard)).append(request)
    }),
  )
  return {
    acceptedCount: replies.reduce((sum, reply) => sum + reply.acceptedCount, 0),
    duplicateCount: replies.reduce((sum, reply) => sum + reply.duplicateCount, 0),
  }
}
