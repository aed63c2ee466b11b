import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapCatalogItem, mapInventoryCount, mapLocation } from './map-catalogue.ts'
import { mapCustomer, mapDeletedCustomer } from './map-customer.ts'
import { mapLoyaltyAccount } from './map-loyalty-account.ts'
import { mapOrder } from './map-order.ts'
import { mapOrderState } from './map-order-state.ts'
import { mapPayment, mapRefund } from './map-payment.ts'
import type { SquareRecord } from './parse.ts'

/** Each kind of record's own mapping. */
export function mapSquare(
  record: SquareRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const { kind, fields } = record
  switch (kind) {
    case 'payment':
      return mapPayment(fields, context)
    case 'refund':
      return mapRefund(fields, context)
    case 'order':
      return mapOrder(fields, context)
    case 'order-state':
      return mapOrderState(fields, context)
    case 'customer':
      return mapCustomer(record, context)
    case 'customer-deleted':
      return mapDeletedCustomer(record, context)
    case 'loyalty-account':
      return mapLoyaltyAccount(fields, context)
    case 'inventory-count':
      return mapInventoryCount(fields, context)
    case 'catalog-item':
      return mapCatalogItem(fields, context)
    case 'location':
      return mapLocation(fields, context)
  }
}
