/** Goods on their way, as somebody noted them. */
export interface Inbound {
  readonly quantity: number
  /** The day they are expected, days since 1970-01-01. */
  readonly expectedDay: number
}

/** What is to come, by when. */
export interface InboundArrivals {
  /** By the days from today until it is there, earliest first. What is late is expected today. */
  readonly arrivals: readonly { readonly inDays: number; readonly quantity: number }[]
  /** Nobody waits for this any more. */
  readonly expiredQuantity: number
}

/** What was expected longer ago than this is not counted on any more. */
export const inboundPatienceDays = 30

/** What of the goods noted can be counted on, seen from a day. */
export function inboundArrivals(inbound: readonly Inbound[], today: number): InboundArrivals {
  const isExpired = ({ expectedDay }: Inbound) => today - expectedDay > inboundPatienceDays
  return {
    arrivals: inbound
      .filter((each) => !isExpired(each))
      .map(({ quantity, expectedDay }) => ({ inDays: Math.max(0, expectedDay - today), quantity }))
      .sort((one, other) => one.inDays - other.inDays),
    expiredQuantity: inbound.filter(isExpired).reduce((sum, { quantity }) => sum + quantity, 0),
  }
}

/** What is there at the end of so many days from today. */
export function arrivingWithin({ arrivals }: InboundArrivals, dayCount: number): number {
  return arrivals.reduce((sum, { inDays, quantity }) => sum + (inDays <= dayCount ? quantity : 0), 0)
}
