import type { CanonicalEvent, IdentityStatement } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { isJsonObject, type JsonObject, textOf } from '../../kernel/json.ts'

/** A tenant has one space of user ids, whichever write key they come through. */
const userIdScope = 'tracking'

/** Where each identifier type is found among the traits. */
const traitNames = [
  ['phone', 'phone'],
  ['email', 'email'],
  ['loyalty_id', 'loyalty_id'],
  ['loyalty_id', 'loyaltyId'],
  ['whatsapp_id', 'whatsapp_id'],
  ['whatsapp_id', 'whatsappId'],
] as const

/** The parts of a call that identifiers are read from. */
export interface CallParts {
  readonly kind: CanonicalEvent['kind']
  readonly fields: JsonObject
  readonly context: JsonObject | undefined
  /** Traits of the person: never those of a group. */
  readonly traits: JsonObject | undefined
  readonly properties: JsonObject | undefined
  readonly isMobile: boolean
}

/**
 * Who a call is about. E-mail and phone are taken from the traits alone: in `properties` they may be a friend's, a gift
 * recipient's or a shop's.
 */
export function mapCallIdentifiers({
  kind,
  fields,
  context,
  traits,
  properties,
  isMobile,
}: CallParts): Identifier[] {
  const identifiers: Identifier[] = []
  const anonymousType = isMobile ? 'device_id' : 'cookie_id'
  const userId = textOf(fields.userId)
  const anonymousId = textOf(fields.anonymousId)
  if (userId !== undefined) identifiers.push({ type: 'external_id', value: userId, scope: userIdScope })
  if (anonymousId !== undefined) identifiers.push({ type: anonymousType, value: anonymousId })
  if (kind === 'alias') {
    const previousId = textOf(fields.previousId)
    if (previousId !== undefined && previousId !== anonymousId) {
      // It may have been a visitor's anonymous id or an older user id; the call does not say which.
      identifiers.push({ type: anonymousType, value: previousId })
      if (previousId !== userId)
        identifiers.push({ type: 'external_id', value: previousId, scope: userIdScope })
    }
  }
  if (traits !== undefined) {
    for (const [type, name] of traitNames) {
      const value = textOf(traits[name])
      if (value !== undefined) identifiers.push({ type, value })
    }
  }
  const device = context?.device
  if (isJsonObject(device)) {
    const deviceId = textOf(device.id)
    const advertisingId = textOf(device.advertisingId)
    if (deviceId !== undefined && deviceId !== anonymousId)
      identifiers.push({ type: 'device_id', value: deviceId })
    if (advertisingId !== undefined && advertisingId !== deviceId) {
      identifiers.push({ type: 'device_id', value: advertisingId })
    }
  }
  const bill = properties && textOf(properties.receipt_number ?? properties.bill_number)
  const store = properties && textOf(properties.store)
  if (bill !== undefined && store !== undefined)
    identifiers.push({ type: 'pos_bill', value: bill, scope: store })
  return identifiers
}

/**
 * What an alias call says: that the previous id and the user id are one person. A previous id that is not the visitor's
 * anonymous id is taken for a user id, since only two user ids need to be told. Undefined where both are the same.
 */
export function mapAlias(fields: JsonObject, isMobile: boolean): IdentityStatement | undefined {
  const userId = textOf(fields.userId)
  const previousId = textOf(fields.previousId)
  if (userId === undefined || previousId === undefined || previousId === userId) return undefined
  const from: Identifier =
    previousId === textOf(fields.anonymousId)
      ? { type: isMobile ? 'device_id' : 'cookie_id', value: previousId }
      : { type: 'external_id', value: previousId, scope: userIdScope }
  return { kind: 'same-person', from, to: { type: 'external_id', value: userId, scope: userIdScope } }
}
