import type { PosCustomer } from '../../contracts/pos.ts'
import { type ConsentStatement, consentChannels } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type Json, type JsonObject, textOf } from '../../kernel/json.ts'

type MaybeCustomer = PosCustomer | null | undefined

/** Who the customer at the till is; `scope` is the connection, within which the POS numbers its customers. */
export function customerIdentifiers(customer: MaybeCustomer, scope: string): Identifier[] {
  const phone = textOf(customer?.phone)
  const email = textOf(customer?.email)
  const externalId = textOf(customer?.externalId)
  const loyaltyId = textOf(customer?.loyaltyId)
  const identifiers: Identifier[] = []
  if (phone !== undefined) identifiers.push({ type: 'phone', value: phone })
  if (email !== undefined) identifiers.push({ type: 'email', value: email })
  if (externalId !== undefined) identifiers.push({ type: 'external_id', value: externalId, scope })
  if (loyaltyId !== undefined) identifiers.push({ type: 'loyalty_id', value: loyaltyId })
  return identifiers
}

/** A bill, within its store: what ties a sale to the person who shows the receipt later. */
export function billIdentifier(storeId: string, billNumber: string): Identifier {
  return { type: 'pos_bill', value: billNumber, scope: storeId }
}

/** What was written down about the customer; undefined when it was nothing. */
export function customerTraits(customer: MaybeCustomer): JsonObject | undefined {
  const traits: JsonObject = {}
  const add = (into: JsonObject, name: string, value: Json | undefined) => {
    const known = typeof value === 'object' ? value : textOf(value)
    if (known !== undefined && known !== null) into[name] = known
  }
  for (const name of ['firstName', 'lastName', 'name', 'email', 'birthday'] as const) {
    add(traits, name, customer?.[name] ?? undefined)
  }
  add(traits, 'phone', customer?.phone ?? undefined)
  const address: JsonObject = {}
  for (const name of ['street', 'city', 'postalCode', 'state', 'country'] as const) {
    add(address, name, customer?.address?.[name] ?? undefined)
  }
  if (Object.keys(address).length > 0) traits.address = address
  return Object.keys(traits).length > 0 ? traits : undefined
}

/** What the customer said about marketing messages, channel by channel. */
export function customerConsents(customer: MaybeCustomer): ConsentStatement[] {
  const marketing: Readonly<Record<string, boolean | null | undefined>> = customer?.marketing ?? {}
  return consentChannels.flatMap((channel): ConsentStatement[] => {
    const isGranted = marketing[channel]
    return typeof isGranted === 'boolean' ? [{ purpose: 'marketing', channel, isGranted }] : []
  })
}
