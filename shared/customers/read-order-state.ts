import type { Moment, OrderState } from './order-state.ts'

/** An order as it was stored before others could tell of it: all that is known of it is its own source's word. */
interface StoredOrderState extends Omit<Partial<OrderState>, 'placedBy' | 'whole'> {
  readonly source?: string
  readonly placedBy: Moment & Partial<OrderState['placedBy']>
  readonly whole: (Moment & { readonly isShops?: boolean }) | null
}

const sinceAdded = {
  exchangeRate: null,
  totalledBy: null,
  taxMinor: null,
  shippingMinor: null,
  discountMinor: null,
  storeId: null,
  refundsToldByOthers: {},
  paidAt: null,
  fulfilledAt: null,
  hasShopsWord: true,
}

/** An order from the JSON it is stored as, whenever that was: what was not kept then is as if nobody had told it. */
export function readOrderState(text: string): OrderState {
  const { source, ...stored }: StoredOrderState = JSON.parse(text)
  return {
    ...sinceAdded,
    ...(source !== undefined && { shop: source }),
    ...stored,
    placedBy: { standing: 2, ...stored.placedBy },
    whole: stored.whole === null ? null : { isShops: true, ...stored.whole },
  } as OrderState
}
