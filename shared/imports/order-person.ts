import type { Identifier } from '../identity/identifier.ts'
import type { JsonObject } from '../kernel/json.ts'
import { compareTexts } from './compare-texts.ts'
import type { OrderPerson, OrderRow } from './order-row.ts'

/**
 * Who ordered, taken from one row alone: joining two rows could make one person of two. The row that says most, then the
 * earliest, wins.
 */
export function fullestPerson(rows: readonly OrderRow[]): OrderPerson {
  const ranked = rows.map((row) => ({
    person: row.person,
    fieldCount: Object.keys(row.person).length,
    orderedAtMs: row.orderedAtMs,
    text: JSON.stringify(row.person),
  }))
  ranked.sort(
    (left, right) =>
      right.fieldCount - left.fieldCount ||
      left.orderedAtMs - right.orderedAtMs ||
      compareTexts(left.text, right.text),
  )
  return ranked[0]?.person ?? {}
}

/** What identity can know the person by. A customer number counts within its `source` alone. */
export function identifiersOf(person: OrderPerson, source: string): Identifier[] {
  return [
    ...(person.phone === undefined ? [] : [{ type: 'phone' as const, value: person.phone }]),
    ...(person.email === undefined ? [] : [{ type: 'email' as const, value: person.email }]),
    ...(person.customerId === undefined
      ? []
      : [{ type: 'external_id' as const, value: person.customerId, scope: source }]),
    ...(person.loyaltyId === undefined ? [] : [{ type: 'loyalty_id' as const, value: person.loyaltyId }]),
  ]
}

/** The person in Segment's trait names; undefined when nothing is said. */
export function traitsOf({
  firstName,
  lastName,
  fullName,
  email,
  phone,
  city,
  country,
}: OrderPerson): JsonObject | undefined {
  const name = fullName ?? ([firstName, lastName].filter((part) => part !== undefined).join(' ') || undefined)
  const address = { ...(city !== undefined && { city }), ...(country !== undefined && { country }) }
  const traits: JsonObject = {
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(Object.keys(address).length > 0 && { address }),
  }
  return Object.keys(traits).length === 0 ? undefined : traits
}
