import type { PosSale, PosVoid } from '../../contracts/pos.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { EventHead } from './event-head.ts'
import { billIdentifier, customerConsents, customerIdentifiers, customerTraits } from './map-customer.ts'
import { billOrderId, currencyOf, documentProperties, mapDocument } from './map-document.ts'

/** A sale as "Order Completed". Its bill is an identifier, so that who shows the receipt later is its buyer. */
export function mapSale(
  event: PosSale,
  head: EventHead,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const document = mapDocument(event, context.defaultCurrency)
  if (!document.ok) return document
  const traits = customerTraits(event.customer)
  const consents = customerConsents(event.customer)
  return succeed([
    {
      ...head,
      kind: 'track',
      name: 'Order Completed',
      identifiers: [
        ...customerIdentifiers(event.customer, context.source),
        billIdentifier(event.storeId, event.billNumber),
      ],
      ...(traits !== undefined && { traits }),
      properties: documentProperties(event),
      order: {
        orderId: billOrderId(event.storeId, event.billNumber),
        change: 'placed',
        kind: 'order',
        linesAre: 'all',
        storeId: event.storeId,
        ...document.value,
      },
      ...(consents.length > 0 && { consents }),
    },
  ])
}

/** A void as "Order Cancelled": the bill counts no longer, whatever was on it. */
export function mapVoid(
  event: PosVoid,
  head: EventHead,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const errors: FieldError[] = []
  const currency = currencyOf(event.currency, context.defaultCurrency, errors)
  if (currency === undefined) return refuse('invalid-order', errors)
  return succeed([
    {
      ...head,
      kind: 'track',
      name: 'Order Cancelled',
      identifiers: [billIdentifier(event.storeId, event.billNumber)],
      properties: documentProperties(event),
      order: {
        orderId: billOrderId(event.storeId, event.billNumber),
        change: 'cancelled',
        kind: 'order',
        currency,
        lines: [],
        linesAre: 'part',
      },
    },
  ])
}
