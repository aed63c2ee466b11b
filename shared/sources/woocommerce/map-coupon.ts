import type { CanonicalEvent } from '../../events/event.ts'
import { filledIn, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingFailure } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { WoocommerceCoupon } from './coupon.ts'
import { parseGmt } from './gmt.ts'

/** A coupon as it is now, as an event of nobody. */
export function mapCoupon(
  coupon: WoocommerceCoupon,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const couponId = String(coupon.id)
  const changedAt = parseGmt(coupon.date_modified_gmt) ?? parseGmt(coupon.date_created_gmt)
  const expiresAt = parseGmt(coupon.date_expires_gmt)
  return succeed([
    withContentId(`coupon:${couponId}:${changedAt === undefined ? 'undated' : toIso(changedAt)}`, {
      source: context.source,
      kind: 'track',
      name: 'Coupon Updated',
      channel: 'other',
      occurredAt: changedAt ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      properties: filledIn({
        coupon_id: couponId,
        coupon_name: coupon.code,
        status: textOf(coupon.status),
        discount_type: textOf(coupon.discount_type),
        discount: textOf(coupon.amount),
        description: textOf(coupon.description),
        expires_at: expiresAt === undefined ? undefined : toIso(expiresAt),
        usage_count: coupon.usage_count ?? undefined,
        usage_limit: coupon.usage_limit ?? undefined,
      }),
    }),
  ])
}
