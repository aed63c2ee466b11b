import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapConsentUpdate } from './map-consent.ts'
import { mapCustomerMerge } from './map-customer-merge.ts'
import { mapCreatedOrder } from './map-order.ts'
import type { ShopifyRecord } from './parse.ts'

/** Each topic's own mapping. */
export function mapShopify(
  record: ShopifyRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  switch (record.topic) {
    case 'orders/create':
      return mapCreatedOrder(record.order, context)
    case 'customers/merge':
      return mapCustomerMerge(record.merge, record.triggeredAt, context)
    default:
      return mapConsentUpdate(record.topic, record.update, record.triggeredAt, context)
  }
}
