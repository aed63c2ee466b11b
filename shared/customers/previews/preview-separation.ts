import type { IdentityPreview } from '../../contracts/identity.ts'
import type { IdentifierKey } from '../../identity/identifier.ts'
import type { Tenant } from '../../tenants/tenant.ts'
import type { AttributedEvent } from '../count-events.ts'
import { orderKey } from '../order-state.ts'
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

export type SeparationSide = 'stays' | 'goes'

export interface SeparationRequest {
  readonly tenant: Tenant
  readonly basis: number
  /** The customer as it is, and the one that is to be apart from it. */
  readonly customerId: string
  readonly separateId: string
  readonly events: readonly TimelineEvent[]
  /** Where each event goes, in the order of `events`. */
  readonly sides: readonly SeparationSide[]
  /** The customer before any merge that each event is counted for afterwards, in the order of `events`. */
  readonly homeIds: readonly string[]
  /** Whose each identifier is afterwards; undefined for one that is neither's. */
  sideOfKey(key: IdentifierKey): SeparationSide | undefined
  /** Whether `events` are all there are. */
  readonly isComplete: boolean
}

/** A customer before and after another one is taken out of it: by an undo or by a split. */
export function previewSeparation(request: SeparationRequest): IdentityPreview {
  const { tenant, customerId, separateId, events, isComplete } = request
  const before = previewCustomer(tenant, customerId, withOwnKeys(events))
  const stays = previewCustomer(tenant, customerId, eventsOn('stays', request))
  const goes = previewCustomer(tenant, separateId, eventsOn('goes', request))
  const names = namesOf([stays, goes])
  const nameOf = (customer: PreviewedCustomer) => names.get(customer.customerId) ?? customer.customerId
  return {
    basis: request.basis,
    before: [before.side],
    after: [stays.side, goes.side],
    changes: [
      described(stays, nameOf(stays), 'keeps'),
      described(goes, nameOf(goes), 'gets'),
      ...identifierChanges(request, nameOf(goes)),
      ...mixedEvents(request, nameOf(stays), nameOf(goes)),
    ],
    warnings: [
      ...[stays, goes].flatMap((customer) =>
        customer.side.customer === null ? [`${emptyName(customer, customerId)} would have no events.`] : [],
      ),
      ...dividedOrders(stays, goes),
      ...(isComplete ? [] : [incompleteWarning(events.length)]),
    ],
  }
}

/** The events of one side as they count there. */
function eventsOn(
  wanted: SeparationSide,
  { events, sides, homeIds, sideOfKey }: SeparationRequest,
): AttributedEvent[] {
  return events.flatMap((event, index) => {
    if (sides[index] !== wanted) return []
    const homeId = homeIds[index] ?? event.homeId
    return [{ ...event, homeId, keys: event.keys.filter((key) => sideOfKey(key) === wanted) }]
  })
}

function described(customer: PreviewedCustomer, name: string, verb: string): string {
  const { eventCount } = customer.side
  const orders = customer.orders.length === 0 ? 'no orders' : ordersWorth(customer.orders)
  return `${name} ${verb} ${counted(eventCount, 'event')} and ${orders}.`
}

function emptyName({ customerId }: PreviewedCustomer, keptId: string): string {
  return customerId === keptId ? 'The customer that stays' : 'The customer that is taken out'
}

function identifierChanges({ events, sideOfKey }: SeparationRequest, name: string): string[] {
  const gone = [...new Set(events.flatMap(({ keys }) => keys))].filter((key) => sideOfKey(key) === 'goes')
  return gone.length === 0 ? [] : [`${name} has ${identifiersWords(gone)}.`]
}

/** Events that carry identifiers of both can go to one only. */
function mixedEvents(
  { events, sides, sideOfKey }: SeparationRequest,
  staysName: string,
  goesName: string,
): string[] {
  const counts = { stays: 0, goes: 0 }
  for (const [index, { keys }] of events.entries()) {
    const keySides = new Set(keys.map(sideOfKey))
    const side = sides[index]
    if (keySides.has('stays') && keySides.has('goes') && side !== undefined) counts[side] += 1
  }
  return (['stays', 'goes'] as const).flatMap((side) => {
    if (counts[side] === 0) return []
    const verbs = counts[side] === 1 ? ['carries', 'goes'] : ['carry', 'go']
    const name = side === 'stays' ? staysName : goesName
    return [
      `${counted(counts[side], 'event')} ${verbs[0]} identifiers of both sides and ${verbs[1]} to ${name}.`,
    ]
  })
}

/** Orders that some events of either side are about: each side would have a part of them. */
function dividedOrders(stays: PreviewedCustomer, goes: PreviewedCustomer): string[] {
  const kept = new Set(stays.orders.map((order) => orderKey(order.shop, order.orderId)))
  const divided = goes.orders.filter((order) => kept.has(orderKey(order.shop, order.orderId)))
  return divided.length === 0
    ? []
    : [`Events about the same order go to both sides: ${listed(divided.map((order) => order.orderId))}.`]
}
