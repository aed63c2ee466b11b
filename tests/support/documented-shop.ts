import { IdentityDirectoryStore } from '#durable-objects/identity-directory/identity-directory-store.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Resolution } from '#shared/identity/decisions.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { mapCall } from '#shared/sources/tracking/map.ts'
import { newEvent, testTimeMs } from './new-event.ts'
import { nodeSql } from './node-sql.ts'
import { testTenant } from './test-tenant.ts'

/** A shop for telling stories: what is called as vendors' documents call it, and who people are in the end. */
export class DocumentedShop {
  readonly #tenant = testTenant({ country: 'GB' })
  readonly directory = new IdentityDirectoryStore(nodeSql(), seededRandom(1))
  readonly #keys = new Set<string>()
  #sentCount = 0

  /** A call of the Segment specification. */
  call(fields: Record<string, unknown>): Resolution {
    this.#sentCount += 1
    const receivedAtMs = testTimeMs + this.#sentCount
    const mapped = mapCall(
      {
        kind: undefined,
        fields: { messageId: `call-${this.#sentCount}`, ...fields },
        sentAt: undefined,
        context: undefined,
      },
      {
        source: 'tracking/web',
        receivedAtMs,
        defaultCurrency: 'GBP',
        timeZone: 'Europe/London',
        settings: {},
        freshId: () => '',
      },
    )
    if (!mapped.ok) throw new Error(mapped.failure.message)
    return this.#take(mapped.value)
  }

  /** An event of a till or any other source. */
  event(...identifiers: Identifier[]): Resolution {
    this.#sentCount += 1
    return this.#take(newEvent({ id: `event-${this.#sentCount}`, source: 'pos/main', identifiers }))
  }

  #take(event: CanonicalEvent): Resolution {
    const entry = { sequence: this.#sentCount, receivedAtMs: testTimeMs, lines: JSON.stringify(event) }
    const [read] = readEntries(this.#tenant, [{ shard: 0, entry }]).events
    if (read === undefined) throw new Error('the event cannot be read')
    for (const key of read.keys) this.#keys.add(key)
    const { eventKey, keys, statement } = read
    const claim = { eventKey, keys, occurredAt: event.occurredAt, ...(statement && { statement }) }
    const [resolution] = this.directory.resolve([claim], this.#tenant.identityRules, testTimeMs).resolutions
    if (resolution === undefined) throw new Error('the event was not resolved')
    return resolution
  }

  /** Everybody, by their identifiers; identifiers that are nobody's are left out. */
  people(): string[][] {
    const owners = this.directory.find([...this.#keys])
    const people = new Map<string, string[]>()
    for (const [key, owner] of owners) people.set(owner, [...(people.get(owner) ?? []), key])
    return [...people.values()]
      .map((keys) => keys.sort())
      .sort((left, right) => (left.join() < right.join() ? -1 : 1))
  }

  /** Why people are asked, oldest question first. */
  questions(): string[] {
    return this.directory.sql
      .all<{ reason: string }>(
        `select reason from manual_merge_queue where status = 'open' order by review_id`,
      )
      .map(({ reason }) => reason)
  }

  sharedKeys(): string[] {
    return [...this.directory.shared.keys].sort()
  }
}
