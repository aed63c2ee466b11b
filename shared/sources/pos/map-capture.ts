import type { PosBill, PosCustomer, PosCustomerCapture } from '../../contracts/pos.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { EventHead } from './event-head.ts'
import { billIdentifier, customerConsents, customerIdentifiers, customerTraits } from './map-customer.ts'

/** A person at the till as an identify; undefined when nothing was written down that names one. */
export function mapIdentify(
  customer: PosCustomer | null | undefined,
  head: EventHead,
  context: MappingContext,
): CanonicalEvent | undefined {
  const identifiers = customerIdentifiers(customer, context.source)
  if (identifiers.length === 0) return undefined
  const traits = customerTraits(customer)
  const consents = customerConsents(customer)
  return {
    ...head,
    kind: 'identify',
    name: 'identify',
    identifiers,
    ...(traits !== undefined && { traits }),
    ...(consents.length > 0 && { consents }),
  }
}

/** A customer written down at the till, or told to be the buyer of a bill. Fails with `invalid-customer`. */
export function mapCapture(
  event: PosBill | PosCustomerCapture,
  head: EventHead,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const identify = mapIdentify(event.customer, head, context)
  if (identify === undefined) {
    const detail = 'has no phone, email, loyaltyId or externalId'
    return refuse('invalid-customer', [{ pointer: '/customer', detail }])
  }
  const bills = event.kind === 'bill' ? [billIdentifier(event.storeId, event.billNumber)] : []
  return succeed([
    {
      ...identify,
      identifiers: [...identify.identifiers, ...bills],
      properties: {
        store: event.storeId,
        ...(event.tillId != null && { till: event.tillId }),
        ...(event.kind === 'bill' && { bill_number: event.billNumber }),
      },
    },
  ])
}
