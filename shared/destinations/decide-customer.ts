import { consentsInForce } from '../customers/consents.ts'
import type { DestinationLedgerRow, DestinationRow } from '../database/tables/destination.ts'
import { hash53 } from '../kernel/hash.ts'
import { filledIn, type JsonObject } from '../kernel/json.ts'
import { dayMs } from '../kernel/time.ts'
import { mayUse, privacyWord } from '../privacy/may-use.ts'
import { customerField, type SendableCustomer } from './customer-fields.ts'
import type { Deliverer, OutgoingRecord } from './destination.ts'
import type { Audience, Purpose } from './destination-rules.ts'

/** Of a destination, what decides who is sent and with what. */
export type SendingRules = Pick<DestinationRow, 'fields' | 'constants' | 'audience' | 'purpose'>

/** What is to be done about one customer. */
export type CustomerDecision =
  | { readonly kind: 'send'; readonly record: OutgoingRecord; readonly contentHash: number }
  /** It is there already, as it should be. */
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'hold'
      readonly reason: 'restricted' | 'outside-audience' | 'refused-purpose' | 'nothing-to-match-by'
    }

/**
 * Whether a customer is sent, and as what. `known` is what is remembered of the last time. A restriction, and then a
 * refusal of the purpose, go before everything else.
 */
export function decideCustomer(
  customer: SendableCustomer,
  rules: SendingRules,
  keyField: Deliverer['keyField'],
  known: Pick<DestinationLedgerRow, 'state' | 'contentHash' | 'remoteId'> | null,
  nowMs: number,
): CustomerDecision {
  if (!mayUse(privacyWord(customer.state.consents))) return { kind: 'hold', reason: 'restricted' }
  const word = wordAbout(customer, rules.purpose)
  if (word === false) return { kind: 'hold', reason: 'refused-purpose' }
  if (!isInAudience(customer, rules.audience, nowMs) || (rules.audience.isConsentGranted === true && !word))
    return { kind: 'hold', reason: 'outside-audience' }
  const key = customerField(keyField, customer)
  if (typeof key !== 'string') return { kind: 'hold', reason: 'nothing-to-match-by' }

  const { customerId } = customer.row
  const properties = propertiesOf(customer, rules)
  const contentHash = hash53(JSON.stringify([key, Object.entries(properties)]))
  if (known?.state === 'sent' && known.contentHash === contentHash) return { kind: 'unchanged' }
  return {
    kind: 'send',
    record: { customerId, key, remoteId: known?.remoteId ?? null, properties },
    contentHash,
  }
}

/** The part of an audience that the list row of a customer answers; consents are not in it. */
export function isInAudience(
  { row }: Pick<SendableCustomer, 'row'>,
  audience: Audience,
  nowMs: number,
): boolean {
  const { hasEmail, hasPhone, minOrderCount, minRevenueMinor } = audience
  if (hasEmail !== undefined && hasEmail !== (row.email !== null)) return false
  if (hasPhone !== undefined && hasPhone !== (row.phone !== null)) return false
  if (minOrderCount !== undefined && row.orderCount < minOrderCount) return false
  if (minRevenueMinor !== undefined && row.revenueMinor < minRevenueMinor) return false
  return row.lastSeenAt > 0 && row.lastSeenAt >= lastSeenSince(audience, nowMs)
}

/** UTC epoch ms; whoever was last seen before is outside. 0: there is no such limit. */
export function lastSeenSince({ lastSeenWithinDays }: Audience, nowMs: number): number {
  return lastSeenWithinDays === undefined ? 0 : nowMs - lastSeenWithinDays * dayMs
}

/** What the person said about the purpose, for the channel or else for all channels; undefined: nothing. */
function wordAbout({ state }: SendableCustomer, { purpose, channel }: Purpose): boolean | undefined {
  const said = consentsInForce(state.consents).filter((consent) => consent.purpose === purpose)
  const about = said.find((consent) => consent.channel === channel)
  return (about ?? said.find((consent) => consent.channel === null))?.isGranted
}

function propertiesOf(customer: SendableCustomer, { fields, constants }: SendingRules): JsonObject {
  const mapped = fields.map(({ field, property }) => [property, customerField(field, customer)] as const)
  return { ...constants, ...filledIn(Object.fromEntries(mapped)) }
}
