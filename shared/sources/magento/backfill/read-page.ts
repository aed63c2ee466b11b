import * as z from 'zod'
import { isJsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, BackfillPage, VendorCall } from '../../backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../../backfill-failure.ts'
import { type PageStart, readCursor, startAfter, writeCursor } from '../../change-cursor.ts'
import { parseMoment, writeMoment } from '../moment.ts'
import { type MagentoRecord, type MagentoResource, readResource } from '../parse.ts'

const pageSize = 100

/** What can be read, in the order in which it is; each with what one of it is called and where it is found. */
export const resources: ReadonlyMap<string, { readonly kind: MagentoResource; readonly path: string }> =
  new Map([
    ['products', { kind: 'product', path: '/rest/V1/products' }],
    ['customers', { kind: 'customer', path: '/rest/V1/customers/search' }],
    ['orders', { kind: 'order', path: '/rest/V1/orders' }],
  ])

const answerSchema = z.object({ items: z.array(z.unknown()).nullable(), total_count: z.int() })

/** One page of a resource, oldest change first. */
export async function readPage(
  resource: string,
  cursor: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
): Promise<Result<BackfillPage<MagentoRecord>, BackfillFailure>> {
  const found = resources.get(resource)
  const start = readCursor(cursor, changedSinceMs)
  if (found === undefined || start === undefined) return fail(unreadableAnswer('no such resource or cursor'))
  const response = await call({
    method: 'GET',
    path: `${found.path}?${searchQuery(start)}`,
    headers: {},
    body: null,
  })
  if (response.status !== 200) return fail(failureOfResponse(response))
  const answer = readAnswer(response.body)
  if (answer === undefined) return fail(unreadableAnswer('the answer is no list of items'))
  const items = answer.items ?? []
  // Asked for a page behind the last one, Commerce gives the last one again.
  const isLast = start.page * pageSize >= answer.total_count
  const records = items.map((item): MagentoRecord => {
    const record = readResource(found.kind, item, [])
    return record.ok ? record.value : { kind: 'unreadable', failure: record.failure, value: item }
  })
  const changes = items.map(changedMs).filter((changeMs) => changeMs !== undefined)
  return succeed({ records, nextCursor: isLast ? null : writeCursor(startAfter(start, changes.at(-1))) })
}

function searchQuery({ fromMs, page }: PageStart): URLSearchParams {
  const filter = 'searchCriteria[filterGroups][0][filters][0]'
  return new URLSearchParams({
    ...(fromMs !== null && {
      [`${filter}[field]`]: 'updated_at',
      [`${filter}[conditionType]`]: 'gteq',
      [`${filter}[value]`]: writeMoment(fromMs),
    }),
    'searchCriteria[sortOrders][0][field]': 'updated_at',
    'searchCriteria[sortOrders][0][direction]': 'ASC',
    'searchCriteria[pageSize]': String(pageSize),
    'searchCriteria[currentPage]': String(page),
  })
}

function readAnswer(body: string): z.infer<typeof answerSchema> | undefined {
  try {
    return answerSchema.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}

function changedMs(item: unknown): number | undefined {
  const text = isJsonObject(item) ? item.updated_at : undefined
  return typeof text === 'string' ? parseMoment(text) : undefined
}
