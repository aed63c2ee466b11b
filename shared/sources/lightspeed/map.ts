import type { CanonicalEvent } from '../../events/event.ts'
import type { Result } from '../../kernel/result.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { mapInventory, mapOutlet, mapProduct } from './map-catalogue.ts'
import { mapCustomer } from './map-customer.ts'
import { mapSale } from './map-sale.ts'
import type { LightspeedRecord } from './parse.ts'

/** Each kind of record's own mapping. */
export function mapLightspeed(
  { kind, fields }: LightspeedRecord,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  switch (kind) {
    case 'sale':
      return mapSale(fields, context)
    case 'customer':
      return mapCustomer(fields, context)
    case 'product':
      return mapProduct(fields, context)
    case 'inventory':
      return mapInventory(fields, context)
    case 'outlet':
      return mapOutlet(fields, context)
  }
}
