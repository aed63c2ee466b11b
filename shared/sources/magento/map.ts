import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapCustomer } from './map-customer.ts'
import { mapOrder } from './map-order.ts'
import { mapProduct } from './map-product.ts'
import type { MagentoRecord } from './parse.ts'

/** Each thing's own mapping. */
export function mapMagento(
  record: MagentoRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  switch (record.kind) {
    case 'order':
      return mapOrder(record.order, context)
    case 'customer':
      return mapCustomer(record.customer, context)
    case 'product':
      return mapProduct(record.product, context)
    case 'unreadable':
      return { ok: false, failure: record.failure }
  }
}
