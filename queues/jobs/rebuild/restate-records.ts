import { forgetPredictionStatements } from '#shared/database/predictions.ts'
import { identityRecordStatements } from '#shared/database/project-identity-records.ts'
import { sumSalesDays } from '#shared/database/project-sales-days.ts'
import {
  daysAfter,
  deleteLoneTellers,
  keysAfter,
  renewRecords,
  unawareTakenApart,
} from '#shared/database/renew-rows.ts'
import { remakeOrders } from '../undo/remake-orders.ts'
import type { RebuildPage } from './rebuilt-page.ts'

const recordsPerPage = 200
const ordersPerPage = 200
const daysPerPage = 50

interface RecordPlace {
  readonly mergeId: string
  readonly reviewId: string
  readonly splitId: string
}

/**
 * Has the directory tell merges, reviews and splits again. Where D1 did not know that a part of a customer has left, what was
 * predicted of the whole goes, as it did when the part left.
 */
export const restateRecords: RebuildPage = async (after, ports) => {
  const { tenantId } = ports.tenant
  const place: RecordPlace = after === '' ? { mergeId: '', reviewId: '', splitId: '' } : JSON.parse(after)
  const records = await ports.recordsAfter(place.mergeId, place.reviewId, place.splitId, recordsPerPage)
  const { merges, reviews, splits } = records
  const rowCount = merges.length + reviews.length + splits.length
  if (rowCount === 0) return { after: null }
  const takenApart = (await ports.read(unawareTakenApart(tenantId, records))).map(({ id }) => String(id))
  await ports.write([
    ...forgetPredictionStatements(tenantId, takenApart),
    ...renewRecords(tenantId, records),
    ...identityRecordStatements(tenantId, records),
  ])
  const next: RecordPlace = {
    mergeId: merges.at(-1)?.mergeId ?? place.mergeId,
    reviewId: reviews.at(-1)?.reviewId ?? place.reviewId,
    splitId: splits.at(-1)?.splitId ?? place.splitId,
  }
  return { after: JSON.stringify(next), rowCount }
}

/**
 * Makes rows of orders anew from what everybody who tells of them says by now: a join cannot forget, so what stood in a row
 * and is told by nobody stays until then.
 */
export const restateOrders: RebuildPage = async (after, ports) => {
  const { tenant } = ports
  const ofOrders = { table: 'customer_order', key: 'order_key' }
  const keys = (await ports.read(keysAfter(tenant.tenantId, ofOrders, after, ordersPerPage))).map(({ id }) =>
    String(id),
  )
  await remakeOrders(tenant, keys, ports)
  await ports.write([deleteLoneTellers(tenant.tenantId, keys)])
  return { after: keys.length < ordersPerPage ? null : (keys.at(-1) ?? null), rowCount: keys.length }
}

/** Adds up the totals of days from their orders. */
export const sumDays: RebuildPage = async (after, ports) => {
  const { tenantId } = ports.tenant
  const days = (await ports.read(daysAfter(tenantId, after, daysPerPage))).map(({ day }) => String(day))
  if (days.length > 0) await ports.write(sumSalesDays(tenantId, days))
  return { after: days.length < daysPerPage ? null : (days.at(-1) ?? null), rowCount: days.length }
}
