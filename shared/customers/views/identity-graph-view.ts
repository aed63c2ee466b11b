import type { IdentityGraph } from '../../contracts/identity.ts'
import { eventKey } from '../../events/event.ts'
import type { CustomerCluster } from '../../identity/decision-records.ts'
import { type IdentifierKey, identifierPriority, identifierType } from '../../identity/identifier.ts'
import { toIso } from '../../kernel/time.ts'
import { displayName } from '../customer-state.ts'
import type { CustomerRecord } from '../ingest.ts'

type Node = IdentityGraph['nodes'][number]
type Edge = IdentityGraph['edges'][number]

/** An identifier, the customer it was first seen with, and the event that linked the two. */
interface GraphLink {
  readonly key: IdentifierKey
  readonly memberId: string
  readonly occurredAt: number
  readonly eventKey: string
  readonly rule: 'new-customer' | 'known-customer' | 'split'
}

/**
 * The identity of a customer as a graph. A node is a customer that it was made of, itself first, or an identifier,
 * strongest first; a node's id is the customer's id or the identifier's key. An edge leads from an identifier to the
 * customer it was first seen with, by the rule `new-customer` (its event made the customer), `known-customer` (another
 * identifier of its event led there) or `split` (a person put it there), or from a merged customer to its survivor.
 */
export function identityGraph(cluster: CustomerCluster, record: CustomerRecord): IdentityGraph {
  const shared = new Set(cluster.sharedKeys)
  const links = [...directoryLinks(cluster), ...receiptLinks(cluster, record)].sort(
    (left, right) =>
      identifierPriority(left.key) - identifierPriority(right.key) || (left.key < right.key ? -1 : 1),
  )
  const standing = cluster.merges.filter((merge) => merge.undoneAtMs === null)
  return {
    nodes: [
      ...cluster.members.map(({ customerId }): Node => {
        const label = customerId === cluster.customerId ? displayName(record.state) : customerId
        return { nodeId: customerId, kind: 'customer', label, identifierType: null, isShared: false }
      }),
      ...links.map(({ key }) => identifierNode(key, shared.has(key))),
    ],
    edges: [
      ...links.map(
        (link): Edge => ({
          from: link.key,
          to: link.memberId,
          kind: 'identifier',
          rule: link.rule,
          eventKey: link.eventKey === '' ? null : link.eventKey,
          occurredAt: toIso(link.occurredAt),
          mergeId: null,
        }),
      ),
      ...standing.map(
        (merge): Edge => ({
          from: merge.mergedId,
          to: merge.survivorId,
          kind: 'merge',
          rule: merge.rule,
          eventKey: merge.eventKey === '' ? null : merge.eventKey,
          occurredAt: toIso(merge.mergedAtMs),
          mergeId: merge.mergeId,
        }),
      ),
    ],
  }
}

function identifierNode(key: IdentifierKey, isShared: boolean): Node {
  const type = identifierType(key)
  const label = key.slice(type.length + 1)
  return { nodeId: key, kind: 'identifier', label, identifierType: type, isShared }
}

/** What the directory knows. A customer's links are in the order in which they were made. */
function directoryLinks({ members, splits }: CustomerCluster): GraphLink[] {
  return members.flatMap(({ customerId, links }) => {
    const bySplit = new Set(
      splits.flatMap((split) =>
        split.undoneAtMs === null && split.newCustomerId === customerId ? split.keys : [],
      ),
    )
    const firstEventKey = links[0]?.eventKey
    return links.map((link): GraphLink => {
      const byEvent = link.eventKey === firstEventKey ? 'new-customer' : 'known-customer'
      return { ...link, memberId: customerId, rule: bySplit.has(link.key) ? 'split' : byEvent }
    })
  })
}

/** Receipts are many, so the directory does not list them; the customer's evidence does. */
function receiptLinks({ customerId }: CustomerCluster, { state }: CustomerRecord): GraphLink[] {
  return Object.entries(state.evidence)
    .filter(([key]) => identifierType(key) === 'pos_bill')
    .map(([key, { firstEvent }]) => ({
      key,
      memberId: customerId,
      occurredAt: firstEvent.occurredAt,
      eventKey: eventKey(firstEvent),
      rule: 'known-customer',
    }))
}
