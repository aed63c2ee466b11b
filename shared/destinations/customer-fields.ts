import { consentsInForce } from '../customers/consents.ts'
import type { CustomerState } from '../customers/customer-state.ts'
import { traitText } from '../customers/traits.ts'
import type { CustomerProfileRow } from '../database/tables/customer-profile.ts'
import type { Json } from '../kernel/json.ts'
import { toDecimalString } from '../kernel/money.ts'
import { own } from '../kernel/own.ts'
import { toIso } from '../kernel/time.ts'
import type { PlainField } from './destination-rules.ts'

/** A customer as it is looked at for sending: the state, and the list row made of it. */
export interface SendableCustomer {
  readonly row: CustomerProfileRow
  readonly state: CustomerState
  /** ISO 4217: that of the tenant. */
  readonly currency: string
}

/**
 * What a mapping's field says of a customer; undefined when nothing is known. Moments are ISO 8601, `revenue` is a
 * decimal in the tenant's currency ("1234.50"), `channels` are joined by semicolons, a consent is true or false.
 */
export function customerField(field: string, customer: SendableCustomer): Json | undefined {
  if (field.startsWith('trait:')) {
    const value = own(customer.state.traits, field.slice('trait:'.length))?.value
    return typeof value === 'object' ? undefined : value
  }
  if (field.startsWith('consent:')) return consentField(field, customer.state)
  return plainValue(field as PlainField, customer) ?? undefined
}

function plainValue(field: PlainField, { row, state, currency }: SendableCustomer): Json | undefined {
  switch (field) {
    case 'firstName':
      return traitText(state.traits, 'firstName', 'first_name')
    case 'lastName':
      return traitText(state.traits, 'lastName', 'last_name')
    case 'firstSeenAt':
    case 'lastSeenAt':
      return row[field] === 0 ? undefined : toIso(row[field])
    case 'revenue':
      return toDecimalString(row.revenueMinor, currency)
    case 'currency':
      return currency
    case 'channels':
      return row.channels.join(';')
    default:
      return row[field]
  }
}

function consentField(field: string, state: CustomerState): boolean | undefined {
  const [, purpose, channel = null] = field.split(':')
  const said = consentsInForce(state.consents).filter((consent) => consent.purpose === purpose)
  const about =
    said.find((consent) => consent.channel === channel) ?? said.find((consent) => consent.channel === null)
  return about?.isGranted
}
