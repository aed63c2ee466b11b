import * as z from 'zod'
import type { CanonicalEvent } from '../../events/event.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { customerIdentifier } from './customer-identifier.ts'
import { squareIdSchema } from './id.ts'
import { squareMomentSchema } from './moment.ts'

const accountSchema = z.object({
  id: squareIdSchema,
  customer_id: z.string().nullish(),
  mapping: z.object({ phone_number: z.string().nullish() }).nullish(),
  balance: z.int().nullish(),
  lifetime_points: z.int().nullish(),
  created_at: squareMomentSchema,
  updated_at: squareMomentSchema.nullish(),
})

/** A loyalty account as an identify: it ties a phone number to a customer of the directory. Fails with `invalid-customer`. */
export function mapLoyaltyAccount(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = accountSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-customer', fieldErrors(parsed.error))
  const account = parsed.data
  const changedAt = account.updated_at ?? account.created_at
  const phone = textOf(account.mapping?.phone_number)
  const traits: JsonObject = {}
  if (account.balance != null) traits.loyaltyPoints = account.balance
  if (account.lifetime_points != null) traits.loyaltyLifetimePoints = account.lifetime_points
  return succeed([
    {
      id: `loyalty:${account.id}:${toIso(changedAt)}`,
      source: context.source,
      kind: 'identify',
      name: 'identify',
      channel: 'pos',
      occurredAt: changedAt,
      receivedAt: context.receivedAtMs,
      identifiers: [
        ...(phone === undefined ? [] : [{ type: 'phone' as const, value: phone }]),
        ...customerIdentifier(account.customer_id, context),
        { type: 'loyalty_id', value: account.id },
      ],
      ...(Object.keys(traits).length > 0 && { traits }),
    },
  ])
}
