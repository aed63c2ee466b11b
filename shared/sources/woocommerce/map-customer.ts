import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { WoocommerceCustomer } from './customer.ts'
import { parseGmt } from './gmt.ts'
import { mapPersonTraits } from './map-buyer.ts'

/**
 * An account of the shop as an identify. The account's own e-mail counts; one in the billing address may be a company's
 * and only fills in where the account has none. The moment of receipt stands in where the record has none.
 */
export function mapCustomer(
  customer: WoocommerceCustomer,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const customerId = String(customer.id)
  const phone = textOf(customer.billing?.phone)
  const email = textOf(customer.email) ?? textOf(customer.billing?.email)
  const identifiers: Identifier[] = []
  if (phone !== undefined) identifiers.push({ type: 'phone', value: phone })
  if (email !== undefined) identifiers.push({ type: 'email', value: email })
  identifiers.push({ type: 'external_id', value: customerId, scope: context.source })
  const createdAt = parseGmt(customer.date_created_gmt)
  const changedAt = parseGmt(customer.date_modified_gmt) ?? createdAt
  const billing = mapPersonTraits(customer.billing)
  return succeed([
    withContentId(`customer:${customerId}:${changedAt === undefined ? 'undated' : toIso(changedAt)}`, {
      source: context.source,
      kind: 'identify',
      name: 'identify',
      channel: 'web',
      occurredAt: changedAt ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers,
      traits: filledIn({
        ...billing,
        firstName: textOf(customer.first_name) ?? billing.firstName,
        lastName: textOf(customer.last_name) ?? billing.lastName,
        email,
        role: textOf(customer.role),
        createdAt: createdAt === undefined ? undefined : toIso(createdAt),
      }),
    }),
  ])
}
