import type { PosReturn } from '../../contracts/pos.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { EventHead } from './event-head.ts'
import { mapIdentify } from './map-capture.ts'
import { billIdentifier, customerConsents, customerIdentifiers, customerTraits } from './map-customer.ts'
import { billOrderId, documentProperties, mapDocument } from './map-document.ts'

/**
 * A return as "Order Refunded". One that names the bill it takes back refunds that order, and its goods, where it tells
 * them, are a document of their own; one that names none is one document with negative amounts.
 *
 * The refund of a named bill belongs to whom the bill belongs to. Whoever brings the goods back may be another person
 * (a gift), so what the till wrote down about them becomes an event of its own.
 */
export function mapReturn(
  event: PosReturn,
  head: EventHead,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const document = mapDocument(event, context.defaultCurrency)
  if (!document.ok) return document
  const { originalBillNumber } = event
  if (originalBillNumber == null) return succeed([unreferencedReturn(event, head, context, document.value)])

  const originalStoreId = event.originalStoreId ?? event.storeId
  const { currency, totalMinor, lines } = document.value
  const refund: CanonicalEvent = {
    ...head,
    kind: 'track',
    name: 'Order Refunded',
    identifiers: [billIdentifier(originalStoreId, originalBillNumber)],
    properties: {
      ...documentProperties(event),
      ...(lines.length > 0 && {
        products: lines.map(({ productId, quantity }) => ({ product_id: productId, quantity: 0 - quantity })),
      }),
    },
    order: {
      orderId: billOrderId(originalStoreId, originalBillNumber),
      change: 'refunded',
      kind: 'order',
      currency,
      lines: [],
      linesAre: 'part',
      refund: { refundId: event.eventId, amountMinor: 0 - totalMinor },
    },
  }
  const customer = mapIdentify(event.customer, { ...head, id: `${head.id}:customer` }, context)
  return succeed([
    refund,
    ...(lines.length > 0 ? [returnedGoods(event, refund, document.value)] : []),
    ...(customer === undefined ? [] : [customer]),
  ])
}

/**
 * What came back, where and when it did: the bill stays as it was sold, elsewhere and before. Without amounts, for the
 * money is the refund's.
 */
function returnedGoods(
  event: PosReturn,
  refund: CanonicalEvent,
  { currency, lines }: Pick<NonNullable<CanonicalEvent['order']>, 'currency' | 'lines'>,
): CanonicalEvent {
  return {
    ...refund,
    id: `${refund.id}:goods`,
    name: 'Products Returned',
    properties: documentProperties(event),
    order: {
      // With the event's id: of a till that gives a return the number of its bill, the sale must stay.
      orderId: `${billOrderId(event.storeId, event.billNumber)}/${event.eventId}`,
      change: 'placed',
      kind: 'cancellation',
      linesAre: 'all',
      storeId: event.storeId,
      currency,
      lines: lines.map((line) => ({ ...line, amountMinor: 0 })),
      totalMinor: 0,
    },
  }
}

function unreferencedReturn(
  event: PosReturn,
  head: EventHead,
  context: MappingContext,
  document: Pick<NonNullable<CanonicalEvent['order']>, 'currency' | 'lines' | 'totalMinor'>,
): CanonicalEvent {
  const traits = customerTraits(event.customer)
  const consents = customerConsents(event.customer)
  return {
    ...head,
    kind: 'track',
    name: 'Order Refunded',
    identifiers: [
      ...customerIdentifiers(event.customer, context.source),
      billIdentifier(event.storeId, event.billNumber),
    ],
    ...(traits !== undefined && { traits }),
    properties: documentProperties(event),
    order: {
      orderId: billOrderId(event.storeId, event.billNumber),
      change: 'placed',
      kind: 'cancellation',
      linesAre: 'all',
      storeId: event.storeId,
      ...document,
    },
    ...(consents.length > 0 && { consents }),
  }
}
