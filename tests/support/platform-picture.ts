/** What can be seen of a platform once everything is settled, without the ids it gave out: a customer is its events. */
export interface PlatformPicture {
  readonly counts: { readonly accepted: number; readonly settled: number; readonly quarantined: number }
  readonly openOperationCount: number
  readonly quarantinedRowCount: number
  /** Keys of archived events, each once. */
  readonly archived: readonly string[]
  readonly customers: readonly CustomerPicture[]
  readonly orders: readonly OrderPicture[]
  readonly salesDays: readonly SalesDayPicture[]
}

export interface CustomerPicture {
  readonly eventKeys: readonly string[]
  readonly displayName: string
  readonly email: string | null
  readonly phone: string | null
  readonly restrictedAt: number | null
  readonly isProfilingAllowed: boolean | null
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly orderCount: number
  readonly revenueMinor: number
  readonly channels: readonly string[]
  readonly categoryPoints: Readonly<Record<string, number>>
  /** What was done in which half hour: `visit 2026-11-01T12:00:00.000Z`. */
  readonly activity: readonly string[]
}

export interface OrderPicture {
  readonly orderKey: string
  /** The first event of the customer whose order it is; null for a guest's. */
  readonly customer: string | null
  readonly kind: string
  readonly status: string
  readonly channel: string
  readonly placedAt: number
  readonly day: string
  readonly currency: string
  readonly amountMinor: number
  readonly lineCount: number
  /** Product, units, amount, category and name of each line, in the order of their ids. */
  readonly lines: readonly unknown[]
  readonly storeId: string | null
}

export interface SalesDayPicture {
  readonly day: string
  readonly channel: string
  readonly currency: string
  readonly orderCount: number
  readonly revenueMinor: number
}

/** Rows in the order of their names. */
export function sortedBy<Row>(rows: readonly Row[], nameOf: (row: Row) => string): Row[] {
  return [...rows].sort((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))
}

export function salesDayName({ day, channel, currency }: SalesDayPicture): string {
  return `${day} ${channel} ${currency}`
}
