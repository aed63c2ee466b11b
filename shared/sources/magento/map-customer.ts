import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { filledIn, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { MagentoCustomer } from './customer.ts'
import { parseMoment } from './moment.ts'

/** An account of the shop as an identify. The moment of receipt stands in where the record has none. */
export function mapCustomer(
  customer: MagentoCustomer,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const { entityId } = customer
  const email = textOf(customer.email)
  const identifiers: Identifier[] = [{ type: 'external_id', value: entityId, scope: context.source }]
  if (email !== undefined) identifiers.unshift({ type: 'email', value: email })
  const createdAt = parseMoment(customer.created_at)
  const changedAt = parseMoment(customer.updated_at) ?? createdAt
  return succeed([
    withContentId(`customer:${entityId}:${changedAt === undefined ? 'undated' : toIso(changedAt)}`, {
      source: context.source,
      kind: 'identify',
      name: 'identify',
      channel: 'web',
      occurredAt: changedAt ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers,
      traits: filledIn({
        firstName: textOf(customer.firstname),
        lastName: textOf(customer.lastname),
        email,
        createdAt: createdAt === undefined ? undefined : toIso(createdAt),
      }),
    }),
  ])
}
