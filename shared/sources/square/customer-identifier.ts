import type { Identifier } from '../../identity/identifier.ts'
import { textOf } from '../../kernel/json.ts'
import type { MappingContext } from '../source.ts'

/** A customer of the seller's directory, within this connection; none when Square names none. */
export function customerIdentifier(customerId: unknown, context: MappingContext): Identifier[] {
  const value = textOf(customerId)
  return value === undefined ? [] : [{ type: 'external_id', value, scope: context.source }]
}
