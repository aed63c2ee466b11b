import { isJsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import { secondMs } from '../../../kernel/time.ts'
import type { BackfillFailure, BackfillPage, VendorCall } from '../../backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../../backfill-failure.ts'
import { type PageStart, readCursor, startAfter, writeCursor } from '../../change-cursor.ts'
import { parseGmt, toGmt } from '../gmt.ts'
import { readResource, type WoocommerceRecord, type WoocommerceResource } from '../parse.ts'

/** The most that WooCommerce gives at once. */
const pageSize = 100

/** What can be read, in the order in which it is; each with what one of it is called. */
export const resources: ReadonlyMap<string, WoocommerceResource> = new Map([
  ['products', 'product'],
  ['coupons', 'coupon'],
  ['customers', 'customer'],
  ['orders', 'order'],
])

/**
 * One page of a resource, oldest change first. Customers cannot be asked for by change: they come by number, newest
 * first when only what is new is wanted.
 */
export async function readPage(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
): Promise<Result<BackfillPage<WoocommerceRecord>, BackfillFailure>> {
  const kind = resources.get(resource)
  const start = readCursor(cursor, changedSinceMs)
  if (kind === undefined || start === undefined) return fail(unreadableAnswer('no such resource or cursor'))
  const query = kind === 'customer' ? customerQuery(changedSinceMs, start) : changeQuery(kind, start)
  const response = await call({
    method: 'GET',
    path: `/wp-json/wc/v3/${resource}?${query}`,
    headers: {},
    body: null,
  })
  if (response.status !== 200) return fail(failureOfResponse(response))
  const items = readItems(response.body)
  if (items === undefined) return fail(unreadableAnswer('the answer is not a JSON list'))

  const totalPages = Number(response.headers.get('x-wp-totalpages') ?? Number.NaN)
  const isLast = Number.isInteger(totalPages) ? start.page >= totalPages : items.length < pageSize
  if (kind === 'customer') {
    const isKnown = (item: unknown) =>
      changedSinceMs !== null && (createdMs(item) ?? changedSinceMs) < changedSinceMs
    const records = items.filter((item) => !isKnown(item)).map((item) => recordOf(kind, item))
    const next = isLast || items.some(isKnown) ? null : writeCursor({ ...start, page: start.page + 1 })
    return succeed({ records, nextCursor: next })
  }
  const { fromMs } = start
  const changes = items.map(changedMs).filter((changeMs) => changeMs !== undefined)
  if (fromMs !== null && changes.some((changeMs) => changeMs < fromMs)) {
    return fail(unreadableAnswer('the shop cannot list by change; that needs WooCommerce 5.8 or later'))
  }
  return succeed({
    records: items.map((item) => recordOf(kind, item)),
    nextCursor: isLast ? null : writeCursor(startAfter(start, changes.at(-1))),
  })
}

function changeQuery(kind: WoocommerceResource, { fromMs, page }: PageStart): URLSearchParams {
  return new URLSearchParams({
    per_page: String(pageSize),
    page: String(page),
    orderby: 'modified',
    order: 'asc',
    ...(kind !== 'coupon' && { status: 'any' }),
    // What was changed at the very second asked for is left out.
    ...(fromMs !== null && { modified_after: toGmt(fromMs - secondMs), dates_are_gmt: 'true' }),
  })
}

function customerQuery(changedSinceMs: number | null, { page }: PageStart): URLSearchParams {
  return new URLSearchParams({
    per_page: String(pageSize),
    page: String(page),
    orderby: 'id',
    order: changedSinceMs === null ? 'asc' : 'desc',
    role: 'all',
  })
}

function readItems(body: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

function recordOf(kind: WoocommerceResource, item: unknown): WoocommerceRecord {
  const record = readResource(kind, item)
  return record.ok ? record.value : { kind: 'unreadable', failure: record.failure, value: item }
}

/** When a thing was changed last, UTC epoch ms; undefined for one that does not say. */
function changedMs(item: unknown): number | undefined {
  return momentOf(item, 'date_modified_gmt') ?? createdMs(item)
}

function createdMs(item: unknown): number | undefined {
  return momentOf(item, 'date_created_gmt')
}

function momentOf(item: unknown, field: string): number | undefined {
  const text = isJsonObject(item) ? item[field] : undefined
  return typeof text === 'string' ? parseGmt(text) : undefined
}
