import * as z from 'zod'
import type { CanonicalEvent } from '../../events/event.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { squareIdSchema } from './id.ts'
import { squareMomentSchema } from './moment.ts'

const orderStateSchema = z.object({
  order_id: squareIdSchema,
  version: z.int().nullish(),
  state: z.string(),
  location_id: z.string().nullish(),
  created_at: squareMomentSchema,
  updated_at: squareMomentSchema.nullish(),
})

/**
 * order.created and order.updated as "Order Updated". They bring neither lines nor amounts nor who bought, so the event
 * says nothing about an order that could be counted. Fails with `invalid-order`.
 */
export function mapOrderState(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = orderStateSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-order', fieldErrors(parsed.error))
  const { order_id: orderId, version, state, location_id: store, ...times } = parsed.data
  const changedAt = times.updated_at ?? times.created_at
  return succeed([
    {
      id: `order-state:${orderId}:${version ?? changedAt}`,
      source: context.source,
      kind: 'track',
      name: 'Order Updated',
      channel: 'pos',
      occurredAt: changedAt,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      properties: { order_id: orderId, state, ...(store != null && { store }) },
    },
  ])
}
