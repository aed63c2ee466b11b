import { minuteMs } from '#shared/kernel/time.ts'
import { type OrderList, orderListText, readOrderList } from '#shared/replenishment/kept-order-list.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { listOrders, loadOrdering, type Ordering } from './ordering.ts'

/** Up to so many forecasts the list is made anew for every reader. */
const quickSeriesCount = 4_000
/** Stock changes all the time: a list older than this is made anew, behind the reader. */
const freshMs = 5 * minuteMs
/** This Worker remembers lists with so many orders together, about 300 bytes each. */
const mostRemembered = 150_000
const remembered = new Map<string, { readonly etag: string; readonly list: OrderList }>()
/** When this Worker last asked for a tenant's list to be made anew. Whoever comes soon after need not ask again. */
const askedAtMs = new Map<string, number>()
const askedAgainAfterMs = minuteMs

export function orderListFolder(tenantId: string): string {
  return `replenishment/${tenantId}/`
}

/**
 * Which orders there are and in what order. With many forecasts it is a list that was kept: as it stood up to some minutes ago, or
 * before the last change of a rule; whoever reads it then has it made anew for the next. The figures of each order are read as they are
 * now in any case.
 */
export async function orderList(
  env: Pick<Env, 'ARCHIVE' | 'JOBS_QUEUE'>,
  ordering: Ordering,
  nowMs: number,
): Promise<OrderList> {
  const { tenantId } = ordering
  if (!isKept(ordering)) return { madeAtMs: nowMs, mark: ordering.mark, orders: await listOrders(ordering) }
  const kept = await readKept(env, tenantId)
  if (kept === undefined) return makeOrderList(env, ordering, nowMs)
  if (isOld(kept, ordering, nowMs) && nowMs - (askedAtMs.get(tenantId) ?? 0) > askedAgainAfterMs) {
    askedAtMs.set(tenantId, nowMs)
    await env.JOBS_QUEUE.send({ version: 1, kind: 'rank-orders', tenantId })
  }
  return kept
}

/** Makes the list of a tenant anew, if it is one that is kept, and old. */
export async function renewOrderList(
  env: Pick<Env, 'ARCHIVE' | 'DB'>,
  tenant: Tenant,
  nowMs: number,
): Promise<void> {
  const ordering = await loadOrdering(env, tenant, nowMs)
  if (ordering === undefined || !isKept(ordering)) return
  const kept = await readKept(env, tenant.tenantId)
  if (kept === undefined || isOld(kept, ordering, nowMs)) await makeOrderList(env, ordering, nowMs)
}

function isKept({ run }: Ordering): boolean {
  return run.seriesCount > quickSeriesCount
}

function isOld(list: OrderList, { mark }: Ordering, nowMs: number): boolean {
  return list.mark !== mark || nowMs - list.madeAtMs > freshMs
}

async function makeOrderList(
  env: Pick<Env, 'ARCHIVE'>,
  ordering: Ordering,
  nowMs: number,
): Promise<OrderList> {
  const list = { madeAtMs: nowMs, mark: ordering.mark, orders: await listOrders(ordering) }
  const written = await env.ARCHIVE.put(keyOf(ordering.tenantId), orderListText(list))
  if (written !== null) remember(ordering.tenantId, written.etag, list)
  return list
}

/** The kept list; it is read again only when it has changed. */
async function readKept(env: Pick<Env, 'ARCHIVE'>, tenantId: string): Promise<OrderList | undefined> {
  const known = remembered.get(tenantId)
  const key = keyOf(tenantId)
  const onlyIf = { etagDoesNotMatch: known?.etag ?? '' }
  const object: R2Object | R2ObjectBody | null = await env.ARCHIVE.get(key, { onlyIf })
  if (object === null) return undefined
  if (!('text' in object)) return known?.list
  const list = readOrderList(await object.text())
  if (list !== undefined) remember(tenantId, object.etag, list)
  return list
}

/** Those remembered first are forgotten first. */
function remember(tenantId: string, etag: string, list: OrderList): void {
  remembered.delete(tenantId)
  remembered.set(tenantId, { etag, list })
  let count = [...remembered.values()].reduce((sum, each) => sum + each.list.orders.length, 0)
  for (const [oldest, { list: old }] of remembered) {
    if (count <= mostRemembered) return
    remembered.delete(oldest)
    count -= old.orders.length
  }
}

function keyOf(tenantId: string): string {
  return `${orderListFolder(tenantId)}order-list.json`
}
