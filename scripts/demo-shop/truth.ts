import { areLookAlikes, kinshipOf, type LookAlikes } from './kinship.ts'
import type { Person, PersonKind } from './people.ts'
import type { OrderFact, ShopMessage } from './shop-message.ts'
import type { Story } from './story.ts'

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
  /** The person with whose e-mail address this one has an account too, if any: both carry it. */
  readonly sharesEmailWith: string | undefined
  /**
   * One person in two registrations that share no identifier. Whoever compares names, addresses and birthdays may find
   * out; identifiers never tell.
   */
  readonly isRegisteredTwice: boolean
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

/** Two people who share no identifier and may be taken for one: the same name, or the same home and birthday. */
export interface LookAlikePair {
  readonly kind: LookAlikes
  readonly personIds: readonly [string, string]
}

/** Who is who in a demo shop and what they bought: what Patron's answers can be held against. */
export interface Truth {
  readonly people: readonly TruePerson[]
  /** Orders of guests, which belong to no customer. */
  readonly guestOrders: readonly TrueOrder[]
  readonly lookAlikes: readonly LookAlikePair[]
  readonly stories: readonly Story[]
  /** Everything the doors are given and should accept; the blemishes are not among them. */
  readonly eventCount: number
  readonly orderCount: number
  readonly revenueMinor: number
}

/** Adds up what the messages of a shop say, person by person. Messages are in time order. */
export function truthOf(
  people: readonly Person[],
  twiceIds: ReadonlySet<string>,
  stories: readonly Story[],
  messages: readonly ShopMessage[],
): Truth {
  const byPerson = Map.groupBy(messages, (message) => message.personId)
  const orders = ordersIn(messages)
  return {
    people: people.map((person) => ({
      ...truePerson(person, byPerson.get(person.personId) ?? []),
      isRegisteredTwice: twiceIds.has(person.personId),
    })),
    guestOrders: ordersIn(byPerson.get(undefined) ?? []),
    lookAlikes: lookAlikesAmong(people),
    stories,
    eventCount: messages.length,
    orderCount: orders.length,
    revenueMinor: revenueMinor(orders),
  }
}

function lookAlikesAmong(people: readonly Person[]): LookAlikePair[] {
  return people.flatMap((person, index): LookAlikePair[] => {
    const kind = kinshipOf(person.number)
    const before = people[index - 1]
    if (!areLookAlikes(kind) || before === undefined) return []
    return [{ kind, personIds: [before.personId, person.personId] }]
  })
}

function truePerson(person: Person, messages: readonly ShopMessage[]): Omit<TruePerson, 'isRegisteredTwice'> {
  const mistyped = new Set(messages.flatMap((message) => message.mistyped))
  const strays = new Set(messages.filter(isStray).flatMap((message) => message.identifiers))
  const known = messages.filter((message) => !isStray(message)).flatMap(ownIdentifiers)
  const orders = ordersIn(messages)
  return {
    personId: person.personId,
    kind: person.kind,
    name: `${person.firstName} ${person.lastName}`,
    identifiers: [...new Set(known)].filter((identifier) => !mistyped.has(identifier)).sort(),
    mistyped: [...new Set([...mistyped, ...strays])].sort(),
    sharesDeviceWith: person.sharesDeviceWith,
    sharesEmailWith: person.sharesEmailWith,
    orders,
    revenueMinor: revenueMinor(orders),
  }
}

/** What a message carries of the person it is about. */
export function ownIdentifiers({ identifiers, ofOthers }: ShopMessage): string[] {
  return identifiers.filter((identifier) => !ofOthers.includes(identifier))
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
