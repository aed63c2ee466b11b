import type { CanonicalEvent } from '../../events/event.ts'
import type { Identifier } from '../../identity/identifier.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { ShopifyCustomerMerge } from './customer-merge.ts'

/** A merge that was asked for, is under way or came to nothing says nothing about people yet. */
const unfinished: ReadonlySet<string> = new Set(['requested', 'in_progress', 'failed'])

/**
 * customers/merge as an alias: the shop says that two of its customers are one person. None while the merge is not
 * completed. The body names no moment, so the delivery's stands in. Fails with `invalid-customer` for a status that
 * Shopify does not document, so that nobody is merged by a guess.
 */
export function mapCustomerMerge(
  merge: ShopifyCustomerMerge,
  triggeredAt: string | undefined,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const status = merge.status.toLowerCase()
  if (unfinished.has(status)) return succeed([])
  if (status !== 'completed') {
    return refuse('invalid-customer', [
      { pointer: '/status', detail: `${merge.status} is not a known status` },
    ])
  }
  const customer = (globalId: string): Identifier => {
    return { type: 'external_id', value: globalId.split('/').pop() ?? globalId, scope: context.source }
  }
  const to = customer(merge.admin_graphql_api_customer_kept_id)
  const from = customer(merge.admin_graphql_api_customer_deleted_id)
  return succeed([
    {
      id: `customers/merge:${from.value}:${to.value}`,
      source: context.source,
      kind: 'alias',
      name: 'alias',
      channel: 'other',
      occurredAt: parseIso(triggeredAt ?? '') ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: [to, from],
      identityStatement: { kind: 'same-person', from, to },
    },
  ])
}
