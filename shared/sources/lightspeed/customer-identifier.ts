import type { Identifier } from '../../identity/identifier.ts'
import { textOf } from '../../kernel/json.ts'
import type { MappingContext } from '../source.ts'

/** A customer of the retailer, within this connection; none when Lightspeed names none. */
export function customerIdentifier(customerId: unknown, context: MappingContext): Identifier[] {
  const value = textOf(customerId)
  return value === undefined ? [] : [{ type: 'external_id', value, scope: context.source }]
}
