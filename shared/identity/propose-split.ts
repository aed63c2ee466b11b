import type { IdentifierKey } from './identifier.ts'

/** Identifiers that belong together, and how many events carry them. */
export interface ProposedSplit {
  readonly identifiers: readonly IdentifierKey[]
  readonly eventCount: number
}

/** What is asked of an event: when it happened and which of the customer's identifiers it carries. */
export interface IdentifiedEvent {
  readonly occurredAt: number
  readonly eventKey: string
  readonly keys: readonly IdentifierKey[]
}

/**
 * The people that may hide in a customer with a shared identifier: groups of its identifiers that events connect
 * without the shared one (the connected components, found by union-find). The group of the oldest event that belongs to
 * one stays with the customer; all others are proposed, the one with the most events first, identifiers sorted.
 */
export function proposeSplit(events: readonly IdentifiedEvent[], sharedKey: IdentifierKey): ProposedSplit[] {
  const connected = new ConnectedKeys()
  const grouped = events
    .map((event) => ({ ...event, keys: event.keys.filter((key) => key !== sharedKey) }))
    .filter(({ keys }) => keys.length > 0)
  for (const { keys } of grouped) connected.join(keys)

  const eventCounts = new Map<IdentifierKey, number>()
  let oldest: IdentifiedEvent | undefined
  for (const event of grouped) {
    const root = connected.rootOf(event.keys[0] ?? '')
    eventCounts.set(root, (eventCounts.get(root) ?? 0) + 1)
    if (oldest === undefined || isBefore(event, oldest)) oldest = event
  }
  const stays = oldest === undefined ? undefined : connected.rootOf(oldest.keys[0] ?? '')
  return connected
    .groups()
    .filter(([root]) => root !== stays)
    .map(([root, keys]) => ({ identifiers: keys.sort(), eventCount: eventCounts.get(root) ?? 0 }))
    .sort(
      (left, right) =>
        right.eventCount - left.eventCount ||
        ((left.identifiers[0] ?? '') < (right.identifiers[0] ?? '') ? -1 : 1),
    )
}

function isBefore(left: IdentifiedEvent, right: IdentifiedEvent): boolean {
  if (left.occurredAt !== right.occurredAt) return left.occurredAt < right.occurredAt
  return left.eventKey < right.eventKey
}

/** Disjoint sets of identifiers (Tarjan 1975, with path halving). */
class ConnectedKeys {
  readonly #parents = new Map<IdentifierKey, IdentifierKey>()

  join(keys: readonly IdentifierKey[]): void {
    const [first] = keys
    if (first === undefined) return
    const root = this.rootOf(first)
    for (const key of keys) this.#parents.set(this.rootOf(key), root)
  }

  rootOf(key: IdentifierKey): IdentifierKey {
    let root = key
    for (;;) {
      const parent = this.#parents.get(root)
      if (parent === undefined) {
        this.#parents.set(root, root)
        return root
      }
      if (parent === root) return root
      const grandparent = this.#parents.get(parent) ?? parent
      this.#parents.set(root, grandparent)
      root = grandparent
    }
  }

  groups(): [IdentifierKey, IdentifierKey[]][] {
    return [...Map.groupBy(this.#parents.keys(), (key) => this.rootOf(key))]
  }
}
