import * as z from 'zod'
import { type JsonObject, textOf } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import { toIso } from '../../../kernel/time.ts'
import type { BackfillFailure, BackfillPage, VendorCall, VendorRequest } from '../../backfill.ts'
import { unreadableAnswer } from '../../backfill-failure.ts'
import { readVendorAnswer } from '../../read-vendor-answer.ts'
import type { SquareRecord, SquareRecordKind } from '../parse.ts'

type Page = Result<BackfillPage<SquareRecord>, BackfillFailure>
type Answer = z.infer<typeof answerSchema>

/** Places, products and people first, so that orders and counts find them. */
export const squareResources = ['locations', 'catalog', 'customers', 'orders', 'inventory'] as const

const pageSize = 100
/** SearchOrders takes the orders of so many locations at a time. */
const maxSearchLocations = 10

const list = z.array(z.unknown()).optional()
const answerSchema = z.object({
  cursor: z.string().nullish(),
  locations: list,
  objects: list,
  customers: list,
  orders: list,
  counts: list,
})

/** One page of what Square has, oldest change first where Square can sort. */
export async function readSquarePage(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
): Promise<Page> {
  const since = changedSinceMs === null ? undefined : toIso(changedSinceMs)
  switch (resource) {
    case 'locations':
      return readPage(call, get('/v2/locations'), 'location', ({ locations }) => locations)
    case 'catalog':
      return readPage(
        call,
        post('/v2/catalog/search', {
          object_types: ['ITEM'],
          include_deleted_objects: true,
          limit: pageSize,
          ...(since !== undefined && { begin_time: since }),
          ...(cursor !== null && { cursor }),
        }),
        'catalog-item',
        ({ objects }) => objects,
      )
    case 'customers':
      return readPage(
        call,
        post('/v2/customers/search', {
          limit: pageSize,
          ...(since !== undefined && { query: { filter: { updated_at: { start_at: since } } } }),
          ...(cursor !== null && { cursor }),
        }),
        'customer',
        ({ customers }) => customers,
      )
    case 'orders':
      return readOrders(call, cursor, since)
    case 'inventory':
      return readPage(
        call,
        post('/v2/inventory/counts/batch-retrieve', {
          states: ['IN_STOCK'],
          limit: pageSize,
          ...(since !== undefined && { updated_after: since }),
          ...(cursor !== null && { cursor }),
        }),
        'inventory-count',
        ({ counts }) => counts,
      )
    default:
      return fail(unreadableAnswer(`Square has no ${resource}`))
  }
}

const ordersCursorSchema = z.object({
  /** Locations whose orders are still to be read; the first ones are being read. */
  locationIds: z.array(z.string()),
  cursor: z.string().nullable(),
})

/** Orders can only be asked for by location, so the locations are asked for first and go along in the cursor. */
async function readOrders(call: VendorCall, cursor: string | null, since: string | undefined): Promise<Page> {
  const place = cursor === null ? await firstPlace(call) : placeOf(cursor)
  if (!place.ok) return place
  const { locationIds } = place.value
  const asked = locationIds.slice(0, maxSearchLocations)
  if (asked.length === 0) return succeed({ records: [], nextCursor: null })
  const page = await readPage(
    call,
    post('/v2/orders/search', {
      location_ids: asked,
      limit: pageSize,
      query: {
        filter: {
          state_filter: { states: ['OPEN', 'COMPLETED', 'CANCELED'] },
          ...(since !== undefined && { date_time_filter: { updated_at: { start_at: since } } }),
        },
        sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
      },
      ...(place.value.cursor !== null && { cursor: place.value.cursor }),
    }),
    'order',
    ({ orders }) => orders,
  )
  if (!page.ok) return page
  const { records, nextCursor } = page.value
  const left = nextCursor === null ? locationIds.slice(maxSearchLocations) : locationIds
  return succeed({
    records,
    nextCursor: left.length === 0 ? null : JSON.stringify({ locationIds: left, cursor: nextCursor }),
  })
}

async function firstPlace(
  call: VendorCall,
): Promise<Result<z.infer<typeof ordersCursorSchema>, BackfillFailure>> {
  const answer = await ask(call, get('/v2/locations'))
  if (!answer.ok) return answer
  const ids = z.array(z.object({ id: z.string() })).safeParse(answer.value.locations ?? [])
  if (!ids.success) return fail(unreadableAnswer('the locations have no ids'))
  return succeed({ locationIds: ids.data.map(({ id }) => id), cursor: null })
}

function placeOf(cursor: string): Result<z.infer<typeof ordersCursorSchema>, BackfillFailure> {
  try {
    return succeed(ordersCursorSchema.parse(JSON.parse(cursor)))
  } catch {
    return fail(unreadableAnswer('the place in the orders cannot be read'))
  }
}

async function readPage(
  call: VendorCall,
  request: VendorRequest,
  kind: SquareRecordKind,
  itemsOf: (answer: Answer) => readonly unknown[] | undefined,
): Promise<Page> {
  const answer = await ask(call, request)
  if (!answer.ok) return answer
  // A page without anything has no list at all.
  const records = (itemsOf(answer.value) ?? []).map((fields): SquareRecord => ({ kind, fields }))
  return succeed({ records, nextCursor: textOf(answer.value.cursor) ?? null })
}

async function ask(call: VendorCall, request: VendorRequest): Promise<Result<Answer, BackfillFailure>> {
  return readVendorAnswer(await call(request), answerSchema)
}

function get(path: string): VendorRequest {
  return { method: 'GET', path, headers: {}, body: null }
}

function post(path: string, body: JsonObject): VendorRequest {
  return { method: 'POST', path, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}
