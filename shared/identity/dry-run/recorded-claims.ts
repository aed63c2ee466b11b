import type { CanonicalEvent } from '../../events/event.ts'
import { isEvent } from '../../events/log-line.ts'
import { claimOfEvent } from '../claim-of-event.ts'
import type { IdentifierKey } from '../identifier.ts'
import type { IdentityClaim } from '../identity-claim.ts'
import type { IdentifierPolicy } from '../normalise-identifier.ts'

interface ArchiveLine {
  readonly shard: number
  readonly sequence: number
  readonly index: number
  readonly event: CanonicalEvent
}

/** One object an event, and one short text: its place in the log serves as its key. */
interface RecordedClaim extends IdentityClaim {
  readonly receivedAtMs: number
  readonly shard: number
  readonly sequence: number
  readonly index: number
}

/**
 * Gathers what identity needs to know of recorded events from lines of the archive, in whatever order they are read.
 * Lines of overlapping segments count once. Of each event little is kept, so that many fit into a Worker's memory.
 */
export class RecordedClaims {
  readonly #policy: IdentifierPolicy
  readonly #claims: RecordedClaim[] = []
  readonly #keys = new Map<IdentifierKey, IdentifierKey>()
  #unreadableCount = 0

  constructor(policy: IdentifierPolicy) {
    this.#policy = policy
  }

  /** Events taken so far; one that came twice counts twice. */
  get takenCount(): number {
    return this.#claims.length
  }

  /** Lines that no event could be read from. */
  get unreadableCount(): number {
    return this.#unreadableCount
  }

  /** Takes one line: `{"shard", "sequence", "index", "customerId", "event"}`. */
  add(line: string): void {
    try {
      this.#take(JSON.parse(line))
    } catch {
      this.#unreadableCount += 1
    }
  }

  /** Every event once, in the order in which they were received. Their event keys are their places in the log. */
  inOrder(): IdentityClaim[] {
    this.#claims.sort(
      (left, right) =>
        left.receivedAtMs - right.receivedAtMs ||
        left.shard - right.shard ||
        left.sequence - right.sequence ||
        left.index - right.index,
    )
    return this.#claims.filter(({ eventKey }, index) => eventKey !== this.#claims[index - 1]?.eventKey)
  }

  #take({ shard, sequence, index, event }: ArchiveLine): void {
    if (![shard, sequence, index].every(Number.isSafeInteger))
      throw new TypeError('it has no place in the log')
    if (!isEvent(event)) throw new TypeError('it is not an event')
    const { occurredAt, keys, statement } = claimOfEvent(event, this.#policy)
    this.#claims.push({
      eventKey: `${shard}-${sequence}-${index}`,
      occurredAt,
      keys: keys.map((key) => this.#sameText(key)),
      ...(statement !== undefined && { statement }),
      receivedAtMs: event.receivedAt,
      shard,
      sequence,
      index,
    })
  }

  /** One text for all events with the same identifier. */
  #sameText(key: IdentifierKey): IdentifierKey {
    const known = this.#keys.get(key)
    if (known !== undefined) return known
    this.#keys.set(key, key)
    return key
  }
}
