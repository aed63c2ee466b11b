import { type AcceptedShop, keysOfPerson, type Person } from '../shop/accepted-shop.ts'
import { keyOfEvent, keyOfOrder, type SentEvent } from '../shop/sent-event.ts'

/** An order as its events tell it, the latest word counting. */
export interface ExpectedOrder {
  readonly orderKey: string
  /** Null for one of somebody who was forgotten: the order stays, as nobody's. */
  readonly group: string | null
  readonly isCancelled: boolean
  readonly amountMinor: number
  /** Of the earliest event, as YYYY-MM-DD. */
  readonly day: string
}

/** A customer as its events make it. */
export interface ExpectedCustomer {
  readonly people: readonly Person[]
  readonly eventKeys: ReadonlySet<string>
  /** How many of its events carry each of its identifiers. */
  readonly evidence: ReadonlyMap<string, number>
  readonly email: string
  readonly phone: string
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly orders: readonly ExpectedOrder[]
}

/** What a platform has to hold once everything accepted is settled, found by plain counting. */
export interface ExpectedShop {
  /** By the name that the shop gives the customer. */
  readonly customers: ReadonlyMap<string, ExpectedCustomer>
  readonly groupOfEvent: ReadonlyMap<string, string>
  readonly orders: readonly ExpectedOrder[]
}

/** Stands for the customer of everybody who was forgotten. */
const forgotten = 'nobody'

/** An event is of the person whose identifier comes first in it; that person's customer has it. */
export function expectedShop(accepted: AcceptedShop): ExpectedShop {
  const groupOfKey = new Map<string, string>()
  const peopleOfGroup = new Map<string, Person[]>()
  for (const person of accepted.people) {
    const group = accepted.forgotten.has(person.name) ? forgotten : accepted.groupOf(person)
    for (const key of keysOfPerson(person)) groupOfKey.set(key, group)
    peopleOfGroup.set(group, [...(peopleOfGroup.get(group) ?? []), person])
  }
  const eventsOfGroup = new Map<string, SentEvent[]>()
  const groupOfEvent = new Map<string, string>()
  for (const event of accepted.events) {
    const group = groupOfKey.get(event.keys[0] ?? '') ?? ''
    groupOfEvent.set(keyOfEvent(event), group)
    const together = eventsOfGroup.get(group)
    if (together === undefined) eventsOfGroup.set(group, [event])
    else together.push(event)
  }
  const ordersOfNobody = expectedOrders(null, eventsOfGroup.get(forgotten) ?? [])
  eventsOfGroup.delete(forgotten)
  const customers = new Map(
    [...eventsOfGroup].map(([group, events]) => {
      const ownKeys = (event: SentEvent) => event.keys.filter((key) => groupOfKey.get(key) === group)
      return [group, expectedCustomer(group, peopleOfGroup.get(group) ?? [], events, ownKeys)]
    }),
  )
  return {
    customers,
    groupOfEvent,
    orders: [...ordersOfNobody, ...[...customers.values()].flatMap(({ orders }) => orders)],
  }
}

function expectedCustomer(
  group: string,
  people: readonly Person[],
  events: readonly SentEvent[],
  ownKeys: (event: SentEvent) => string[],
): ExpectedCustomer {
  const evidence = new Map<string, number>()
  const lastSeen = new Map<string, number>()
  for (const event of events) {
    for (const key of ownKeys(event)) {
      evidence.set(key, (evidence.get(key) ?? 0) + 1)
      lastSeen.set(key, Math.max(lastSeen.get(key) ?? 0, event.occurredAt))
    }
  }
  const latest = (type: string) => {
    const seen = [...lastSeen].filter(([key]) => key.startsWith(`${type}:`))
    const [first] = seen.sort(
      ([left, leftAt], [right, rightAt]) => rightAt - leftAt || (left < right ? -1 : 1),
    )
    return first?.[0].slice(type.length + 1) ?? ''
  }
  return {
    people,
    eventKeys: new Set(events.map(keyOfEvent)),
    evidence,
    email: latest('email'),
    phone: latest('phone'),
    firstSeenAt: events.reduce((first, event) => Math.min(first, event.occurredAt), Number.MAX_SAFE_INTEGER),
    lastSeenAt: events.reduce((last, event) => Math.max(last, event.occurredAt), 0),
    orders: expectedOrders(group, events),
  }
}

function expectedOrders(group: string | null, events: readonly SentEvent[]): ExpectedOrder[] {
  const changes = new Map<string, SentEvent[]>()
  for (const event of events) {
    if (event.order === undefined) continue
    const key = keyOfOrder(event.order)
    changes.set(key, [...(changes.get(key) ?? []), event])
  }
  return [...changes].map(([orderKey, ofOrder]) => {
    const sorted = ofOrder.sort((left, right) => left.occurredAt - right.occurredAt)
    const isCancelled = sorted.some(({ order }) => order?.change === 'cancelled')
    const last = sorted.findLast(({ order }) => order?.change !== 'cancelled')
    return {
      orderKey,
      group,
      isCancelled,
      amountMinor: isCancelled ? 0 : (last?.order?.totalMinor ?? 0),
      day: new Date(sorted[0]?.occurredAt ?? 0).toISOString().slice(0, 10),
    }
  })
}
