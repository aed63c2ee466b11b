import type { IdentityPreview } from '../../contracts/identity.ts'
import type { CustomerCluster } from '../../identity/decision-records.ts'
import type { IdentifierKey } from '../../identity/identifier.ts'
import type { IdentityRules } from '../../identity/identity-rules.ts'
import { own } from '../../kernel/own.ts'
import { plainName, plainText } from '../../kernel/plain-text.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import type { AttributedEvent } from '../count-events.ts'
import { mergeWarnings } from './merge-warnings.ts'
import {
  counted,
  identifiersWords,
  incompleteWarning,
  listed,
  namesOf,
  ordersWorth,
} from './preview-words.ts'
import { type PreviewedCustomer, previewCustomer } from './previewed-customer.ts'
import { type TimelineEvent, withOwnKeys } from './timeline-event.ts'

export interface MergePreviewRequest {
  readonly tenant: Tenant
  readonly rules: IdentityRules
  /** The customers to become one, at least two, none merged away. */
  readonly customers: readonly {
    readonly cluster: CustomerCluster
    readonly events: readonly TimelineEvent[]
  }[]
  /** The customer that each identifier of the events belongs to now. */
  readonly owners: ReadonlyMap<IdentifierKey, string>
  /** Which of them stays; the oldest unless said. */
  readonly survivorId?: string | undefined
  /** Whether `events` are all there are. */
  readonly isComplete: boolean
  /** UTC epoch ms; limits with a window are looked at from here. */
  readonly nowMs: number
}

/** Customers before and after they become one, what that changes, and what speaks against it. */
export function previewMerge(request: MergePreviewRequest): IdentityPreview {
  const { tenant, customers, isComplete } = request
  const before = customers.map(({ cluster, events }) =>
    previewCustomer(tenant, cluster.customerId, withOwnKeys(events)),
  )
  const survivorId = request.survivorId ?? before.map(({ customerId }) => customerId).sort()[0] ?? ''
  const events = joinedEvents(request)
  const after = previewCustomer(tenant, survivorId, events)
  const names = namesOf(before)
  const nameOf = ({ customerId }: PreviewedCustomer) => names.get(customerId) ?? customerId
  const survivor = before.find(({ customerId }) => customerId === survivorId) ?? after
  const merged = before.filter((customer) => customer !== survivor)
  return {
    basis: Math.max(...customers.map(({ cluster }) => cluster.basis)),
    before: before.map(({ side }) => side),
    after: [after.side],
    changes: [
      ...merged.flatMap((other) => takenOver(survivor, other, nameOf)),
      ...traitChanges(before, after, nameOf),
    ],
    warnings: [
      ...mergeWarnings(request, before, after),
      ...(isComplete ? [] : [incompleteWarning(events.length)]),
    ],
  }
}

/** All events as they count for the one customer: what was foreign to one side may be its own now. */
function joinedEvents({ customers, owners }: MergePreviewRequest): AttributedEvent[] {
  const joinedIds = new Set(customers.map(({ cluster }) => cluster.customerId))
  return customers
    .flatMap(({ events }) => events)
    .map((event) =>
      event.foreignKeys.length === 0
        ? event
        : { ...event, keys: event.keys.filter((key) => joinedIds.has(owners.get(key) ?? '')) },
    )
}

type NameOf = (customer: PreviewedCustomer) => string

function takenOver(survivor: PreviewedCustomer, other: PreviewedCustomer, nameOf: NameOf): string[] {
  const [name, otherName] = [nameOf(survivor), nameOf(other)]
  const gained = other.side.identifiers.filter((key) => !survivor.side.identifiers.includes(key))
  const orders = other.orders.length === 0 ? [] : [`${name} takes over ${ordersWorth(other.orders)}.`]
  return [
    `${name} takes over ${counted(other.side.eventCount, 'event')} of ${otherName}.`,
    ...orders,
    ...(gained.length === 0 ? [] : [`${name} gains ${identifiersWords(gained)}.`]),
  ]
}

/** Traits that one of the customers would not have any more as it is. */
function traitChanges(
  before: readonly PreviewedCustomer[],
  after: PreviewedCustomer,
  nameOf: NameOf,
): string[] {
  return Object.entries(after.state.traits)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([trait, { value }]) => {
      const kept = plainText(value)
      const lost = before.flatMap((customer) => {
        const had = own(customer.state.traits, trait)
        const text = had === undefined ? kept : plainText(had.value)
        return text === kept ? [] : [`"${text}" of ${nameOf(customer)}`]
      })
      return lost.length === 0 ? [] : [`${plainName(trait)} is "${kept}"; ${listed(lost)} gives way.`]
    })
}
