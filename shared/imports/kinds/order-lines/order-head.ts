import type { CanonicalEvent } from '../../../events/event.ts'
import type { OrderChange } from '../../../events/order-change.ts'

/**
 * What the lines of an order have to know of it to become events. The identifiers are those of the event that tells of
 * the order, all of them and no others: so whatever is decided about who is who, its lines are where it is.
 */
export interface OrderHead extends Pick<OrderChange, 'kind' | 'currency'>, Pick<CanonicalEvent, 'channel'> {
  /** UTC epoch ms. */
  readonly placedAt: number
  readonly identifiers: CanonicalEvent['identifiers']
}
