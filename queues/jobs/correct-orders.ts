import {
  type CorrectedDay,
  correctedDays,
  endCorrection,
  moveCorrection,
  nextCorrection,
  type OrderPlace,
  ordersToCorrect,
  type RateCorrection,
  repeatCorrection,
} from '#shared/database/rate-corrections.ts'
import type { WaitingOrder } from '#shared/database/waiting-orders.ts'
import { minorUnitRate } from '#shared/kernel/money.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { dayNumber, dayText } from '#shared/sales/day-number.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { type ConversionPorts, noteLateRates } from './note-late-rates.ts'

/** A correction that some customer's object keeps from its end is given up after this many rounds. */
export const maxRounds = 24
/** Until the next round; events that were taken with the old rate are with their customers before. */
const roundMs = 30 * minuteMs
/** So many days are looked at in a page, and until they have about so many orders. */
const daysAtOnce = 100
const ordersReadAtOnce = 2_000

/** What became of a page. */
export interface CorrectedPage {
  /** There may be more to do now. */
  readonly goesOn: boolean
  /** A correction that did not come to its end in all its rounds. */
  readonly givenUp?: RateCorrection
}

/**
 * Corrects the next orders that are counted by an exchange rate which was replaced. How far each correction is, is kept in its row:
 * so this may be repeated, cut off, or done twice at once. Of two at once, only one goes on.
 */
export async function correctOrders(
  tenant: Tenant,
  ports: ConversionPorts,
  ordersAtOnce = 200,
): Promise<CorrectedPage> {
  const { tenantId } = tenant
  const [correction] = await ports.read<RateCorrection>(nextCorrection(tenantId, ports.nowMs()))
  if (correction === undefined) return { goesOn: false }
  const { orders, next } = await readPage(tenant, correction, ports, ordersAtOnce)
  const again = await noteLateRates(tenant, orders, ports)
  const hasLeft = again.size > 0
  const moves = async (statement: ReturnType<typeof endCorrection>) =>
    (await ports.read(statement)).length > 0
  if (next !== null) return { goesOn: await moves(moveCorrection(tenantId, correction, next, hasLeft)) }
  // The first round may have been before the last events came that were taken with the old rate.
  if (correction.round > 0 && !hasLeft && correction.hasLeft === 0)
    return { goesOn: await moves(endCorrection(tenantId, correction)) }
  if (correction.round + 1 < maxRounds) {
    const dueAt = ports.nowMs() + roundMs
    return { goesOn: await moves(repeatCorrection(tenantId, correction, dueAt)) }
  }
  const goesOn = await moves(endCorrection(tenantId, correction))
  return { goesOn, ...(goesOn && { givenUp: correction }) }
}

/** The next orders of a correction, and where those after them begin; null: these were the last. */
async function readPage(
  { tenantId, currency }: Tenant,
  correction: RateCorrection,
  { read }: ConversionPorts,
  ordersAtOnce: number,
): Promise<{ readonly orders: WaitingOrder[]; readonly next: OrderPlace | null }> {
  const found = await read<CorrectedDay>(correctedDays(tenantId, correction, daysAtOnce))
  const days = firstDays(found)
  const rated = days.map(({ day, rate }) => ({
    day,
    minorRate: minorUnitRate(correction.currency, { currency, rate }),
  }))
  const orders = await read<WaitingOrder>(ordersToCorrect(tenantId, correction, rated, ordersAtOnce))
  const last = orders.at(-1)
  if (last !== undefined && orders.length === ordersAtOnce)
    return { orders, next: { day: last.day, orderKey: last.orderKey } }
  const lastDay = days.at(-1)?.day
  const isLast = days.length === found.length && found.length < daysAtOnce
  return {
    orders,
    next: lastDay === undefined || isLast ? null : { day: dayText(dayNumber(lastDay) + 1), orderKey: '' },
  }
}

/** The first days that have about as many orders as may be read for a page; one at least. */
function firstDays(found: readonly CorrectedDay[]): CorrectedDay[] {
  let sum = 0
  return found.filter(({ orderCount }) => {
    const isFirst = sum < ordersReadAtOnce
    sum += orderCount
    return isFirst
  })
}
