import type { Person, PersonKind } from './people.ts'
import type { OrderFact, ShopMessage } from './shop-message.ts'

/** What is really true about one person of a demo shop. */
export interface TruePerson {
  readonly personId: string
  readonly kind: PersonKind
  readonly name: string
  /** Every identifier the shop's records carry for the person, as `GET /v1/customers?identifier=` takes it. */
  readonly identifiers: readonly string[]
  /** Identifiers written in the person's name by a slip of the finger. */
  readonly mistyped: readonly string[]
  /** The person whose browser this one uses, if any: both carry that browser's cookie. */
  readonly sharesDeviceWith: string | undefined
  /** In time order. */
  readonly orders: readonly TrueOrder[]
  /** Of all orders, strays too, in pence. */
  readonly revenueMinor: number
}

export interface TrueOrder extends OrderFact {
  readonly placedAtMs: number
  /** It carries nothing but a mistyped identifier, so nobody can know whose it is. */
  readonly isStray: boolean
}

/** Who is who in a demo shop and what they bought: what Patron's answers can be held against. */
export interface Truth {
  readonly people: readonly TruePerson[]
  /** Orders of guests, which belong to no customer. */
  readonly guestOrders: readonly TrueOrder[]
  /** Everything the doors are given and should accept; the blemishes are not among them. */
  readonly eventCount: number
  readonly orderCount: number
  readonly revenueMinor: number
}

/** Adds up what the messages of a shop say, person by person. Messages are in time order. */
export function truthOf(people: readonly Person[], messages: readonly ShopMessage[]): Truth {
  const byPerson = Map.groupBy(messages, (message) => message.personId)
  const orders = ordersIn(messages)
  return {
    people: people.map((person) => truePerson(person, byPerson.get(person.personId) ?? [])),
    guestOrders: ordersIn(byPerson.get(undefined) ?? []),
    eventCount: messages.length,
    orderCount: orders.length,
    revenueMinor: revenueMinor(orders),
  }
}

function truePerson(person: Person, messages: readonly ShopMessage[]): TruePerson {
  const mistyped = new Set(messages.flatMap((message) => message.mistyped))
  const strays = new Set(messages.filter(isStray).flatMap((message) => message.identifiers))
  const known = messages.filter((message) => !isStray(message)).flatMap((message) => message.identifiers)
  const orders = ordersIn(messages)
  return {
    personId: person.personId,
    kind: person.kind,
    name: `${person.firstName} ${person.lastName}`,
    identifiers: [...new Set(known)].filter((identifier) => !mistyped.has(identifier)).sort(),
    mistyped: [...new Set([...mistyped, ...strays])].sort(),
    sharesDeviceWith: person.sharesDeviceWith,
    orders,
    revenueMinor: revenueMinor(orders),
  }
}

function ordersIn(messages: readonly ShopMessage[]): TrueOrder[] {
  return messages.flatMap((message) =>
    message.order === undefined
      ? []
      : [{ ...message.order, placedAtMs: message.atMs, isStray: isStray(message) }],
  )
}

/** The till makes its cookie from what was typed, so a cookie alone leads nobody back to the person. */
function isStray({ mistyped, identifiers }: ShopMessage): boolean {
  const leadsBack = (identifier: string) =>
    !mistyped.includes(identifier) && !identifier.startsWith('cookie_id:')
  return mistyped.length > 0 && !identifiers.some(leadsBack)
}

function revenueMinor(orders: readonly OrderFact[]): number {
  return orders.reduce((sum, order) => sum + order.totalMinor, 0)
}
