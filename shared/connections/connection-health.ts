import type { ConnectionHealth } from '../contracts/connections.ts'
import type { ConnectionRow } from '../database/tables/tenant.ts'
import { dayMs, toIso } from '../kernel/time.ts'
import type { DeliveryVerdict } from './delivery-verdict.ts'

/** How long a delivery is kept in the log. */
export const keepDeliveriesMs = 7 * dayMs
/** A share of errors above this is no chance. */
const failingRate = 0.05

/** What is counted of a connection's latest deliveries. */
export interface DeliveryFigures {
  /** The latest one from the vendor itself, UTC epoch ms; null when the log has none. */
  readonly lastSeenAtMs: number | null
  readonly lastVerdict: DeliveryVerdict | null
  readonly hourCount: number
  readonly hourErrorCount: number
  readonly dayCount: number
  readonly dayErrorCount: number
  readonly isCapped: boolean
  /** From when events happened to when they arrived, of the latest deliveries. */
  readonly lagsMs: readonly number[]
}

/** How a connection is, in figures and in one word. */
export function connectionHealth(
  { status, createdAt }: Pick<ConnectionRow, 'status' | 'createdAt'>,
  figures: DeliveryFigures,
  nowMs: number,
): ConnectionHealth {
  const { lastSeenAtMs, lastVerdict, isCapped, lagsMs } = figures
  const lastHour = counts(figures.hourCount, figures.hourErrorCount)
  const lastDay = counts(figures.dayCount, figures.dayErrorCount)
  // One record that cannot be read is no sign of anything; a wrong signature, or a log that is away, stops all of them.
  const isLastTroubled = lastVerdict === 'refused' || lastVerdict === 'failed'
  const stateOf = (): ConnectionHealth['state'] => {
    if (status === 'paused') return 'paused'
    if (lastHour.errorRate > failingRate || (lastDay.deliveryCount > 0 && isLastTroubled)) return 'failing'
    // The log forgets: of an old connection without a delivery, nobody knows whether it ever had one.
    if (lastSeenAtMs === null) return nowMs - createdAt < keepDeliveriesMs ? 'never-seen' : 'quiet'
    return nowMs - lastSeenAtMs < dayMs ? 'ok' : 'quiet'
  }
  return {
    state: stateOf(),
    lastSeenAt: lastSeenAtMs === null ? null : toIso(lastSeenAtMs),
    lastVerdict,
    lastHour,
    lastDay,
    isCapped,
    medianLagMs: median(lagsMs),
  }
}

function counts(deliveryCount: number, errorCount: number) {
  return { deliveryCount, errorCount, errorRate: deliveryCount === 0 ? 0 : errorCount / deliveryCount }
}

/** The middle one, or the mean of the two in the middle, rounded; null of none. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = Math.floor((sorted.length - 1) / 2)
  const [low, high] = [sorted[middle], sorted[sorted.length - 1 - middle]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}
