import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import type { IngestedCustomer, IngestReply, OrderQuestion } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { divideProjection } from '#shared/database/divide-projection.ts'
import { type RatesOfDayRow, ratesOfDays, readRatesOfDays } from '#shared/database/exchange-rates.ts'
import type { ToldOrderRow } from '#shared/database/project-orders.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import {
  conversionStatements,
  daysThatWait,
  firstDays,
  type OrderPlace,
  type RatedOrder,
  replacedRates,
  type WaitingDay,
  type WaitingOrder,
  waitingOrders,
} from '#shared/database/waiting-orders.ts'
import { type RatesOfDay, rateByNow } from '#shared/exchange-rates/late-rates.ts'
import { rateName, type WantedRate } from '#shared/exchange-rates/note-exchange-rates.ts'
import { minorUnitRate } from '#shared/kernel/money.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { isGuest, questionsByObject, type TellerPorts } from '../ingest/ask-tellers.ts'
import type { IdentityPorts } from '../ingest/ingest-ports.ts'
import { projectCustomers } from '../ingest/project-customers.ts'
import { recentMs } from '../ingest/recent-buyers.ts'

/** What converting orders late needs of the outside. Each call may be repeated without harm. */
export interface ConversionPorts
  extends Pick<TellerPorts, 'tellersOf' | 'currentCustomerIds'>,
    Pick<IdentityPorts, 'project'> {
  read<Row>(statement: SqlStatement): Promise<Row[]>
  /** As one transaction. */
  write(statements: SqlStatement[]): Promise<void>
  /** The rates that the events of these orders need. */
  ratesWanted(objectName: string, tenant: Tenant, asked: OrderQuestion[]): Promise<WantedRate[]>
  /** Notes rates in the events of these orders; what became of each who was asked. */
  noteRates(
    objectName: string,
    tenant: Tenant,
    asked: OrderQuestion[],
    rates: ReadonlyMap<string, RatesOfDay>,
  ): Promise<IngestReply[]>
  /** Has what is predicted of customers made anew. */
  noteBuyers(tenant: Tenant, customerIds: string[]): Promise<void>
  nowMs(): number
}

export const ordersAtOnce = 500
/** So many objects are called at once. */
const parallelObjects = 64
/** Sorts after every key of an order. */
const afterAllKeys = '\u{10ffff}'

/**
 * Converts some of the orders that came before their exchange rate, or are counted by a rate that was replaced, `after` a place.
 * Whoever tells of them notes the rate in their own events and tells again; so a customer's figures and the shop's go together,
 * as if the rate had been there first. Which ones wait is in the tables, so it may be repeated, cut off, or done twice at once.
 *
 * Returns where the next ones begin; null: these were the last.
 */
export async function convertOrders(
  tenant: Tenant,
  after: OrderPlace,
  ports: ConversionPorts,
): Promise<OrderPlace | null> {
  const { tenantId } = tenant
  const { days, isLast } = await nextDays(tenant, after, ports)
  const lastDay = days.at(-1)?.day
  if (lastDay === undefined) return null
  const orders = await ports.read<WaitingOrder>(waitingOrders(tenantId, days, after, ordersAtOnce))
  await convert(tenant, orders, ports)
  const last = orders.at(-1)
  if (last !== undefined && orders.length === ordersAtOnce) return { day: last.day, orderKey: last.orderKey }
  return isLast ? null : { day: lastDay, orderKey: afterAllKeys }
}

async function nextDays(
  { tenantId, currency }: Tenant,
  after: OrderPlace,
  { read }: ConversionPorts,
): Promise<ReturnType<typeof firstDays>> {
  const replaced = await read<WantedRate & { rate: number }>(replacedRates(tenantId))
  const minor = replaced.map((of) => ({
    ...of,
    minorRate: minorUnitRate(of.currency, { currency, rate: of.rate }),
  }))
  return firstDays(await read<WaitingDay>(daysThatWait(tenantId, after.day, minor)), ordersAtOnce)
}

/** What is asked of an object, by its name. */
type Asked = readonly [objectName: string, asked: OrderQuestion[]]

async function convert(
  tenant: Tenant,
  orders: readonly WaitingOrder[],
  ports: ConversionPorts,
): Promise<void> {
  if (orders.length === 0) return
  const keys = orders.map((order) => order.orderKey)
  const asked = [...(await questionsByObject(tenant, keys, ports))]
  const wanted = await askEach(asked, ([name, of]) => ports.ratesWanted(name, tenant, of))
  const rates = await findRates(tenant, [...orders, ...wanted], ports)
  const replies = await askEach(asked, ([name, of]) => ports.noteRates(name, tenant, of, rates))
  const told = replies.filter((reply): reply is IngestedCustomer => reply.kind === 'ingested')
  const customers = told.filter(({ customerId }) => !isGuest(customerId))
  const rows = projectCustomers(tenant, customers)
  const orderRows = [...rows.orders, ...guestRows(tenant, told)]
  const nothingSold = { catalogue: catalogueRows([], tenant.timeZone), sales: [] }
  for (const part of divideProjection({ ...rows, orders: orderRows, ...nothingSold }))
    await ports.project(tenant, part)
  const left = ordersLeft(tenant, orders, orderRows, rates, keysOfMoved(asked, replies))
  if (left.length > 0) await ports.write(conversionStatements(tenant.tenantId, left))
  const buyers = recentBuyersOf(customers, ports.nowMs())
  if (buyers.length > 0) await ports.noteBuyers(tenant, buyers)
}

async function askEach<Reply>(
  asked: readonly Asked[],
  ask: (asked: Asked) => Promise<readonly Reply[]>,
): Promise<Reply[]> {
  const replies: Reply[] = []
  const calls = asked.values()
  const worker = async () => {
    for (const each of calls) replies.push(...(await ask(each)))
  }
  await Promise.all(Array.from({ length: parallelObjects }, worker))
  return replies
}

async function findRates(
  { tenantId }: Tenant,
  wanted: readonly WantedRate[],
  { read }: ConversionPorts,
): Promise<Map<string, RatesOfDay>> {
  const distinct = new Map(
    wanted.map(({ currency, day }) => [rateName({ currency, day }), { currency, day }]),
  )
  return readRatesOfDays(await read<RatesOfDayRow>(ratesOfDays(tenantId, [...distinct.values()])))
}

function guestRows(tenant: Tenant, told: readonly IngestedCustomer[]): ToldOrderRow[] {
  return told
    .filter(({ customerId }) => isGuest(customerId))
    .flatMap(({ version, orders }) => orders.map((order) => orderRow(tenant, null, version, order)))
}

/** Orders of somebody who was merged away just now: who has them by then converts them the next time. */
function keysOfMoved(asked: readonly Asked[], replies: readonly IngestReply[]): Set<string> {
  const moved = new Set(replies.flatMap((reply) => (reply.kind === 'moved' ? reply.customerId : [])))
  const questions = asked.flatMap(([, of]) => of).filter(({ customerId }) => moved.has(customerId))
  return new Set(questions.flatMap(({ orderKeys }) => orderKeys))
}

/** Orders whose row may have its content from somebody who is forgotten: nobody can note a rate there. */
function ordersLeft(
  { currency }: Tenant,
  orders: readonly WaitingOrder[],
  told: readonly ToldOrderRow[],
  rates: ReadonlyMap<string, RatesOfDay>,
  isElsewhere: ReadonlySet<string>,
): RatedOrder[] {
  const isTold = new Set(told.map((row) => contentName(row)))
  return orders.flatMap((order): RatedOrder[] => {
    const ofDay = rates.get(rateName(order))
    if (ofDay === undefined || isElsewhere.has(order.orderKey) || isTold.has(contentName(order))) return []
    const minorRate = rateByNow(order.minorRateBefore, inMinorUnits(ofDay, currency))
    if (minorRate === null || minorRate === order.minorRateBefore) return []
    return [{ ...order, minorRate }]
  })
}

/** An order and whose statement its content is, however often the rate was noted in that. */
function contentName({ orderKey, contentRank }: Pick<WaitingOrder, 'orderKey' | 'contentRank'>): string {
  return `${orderKey} ${contentRank.split('\t')[0]}`
}

function inMinorUnits({ rate, replaced, ...of }: RatesOfDay, currency: string): RatesOfDay {
  const minor = (units: number) => minorUnitRate(of.currency, { currency, rate: units })
  return {
    ...of,
    rate: rate === null ? null : minor(rate),
    replaced: replaced.map(([before, now]) => [minor(before), minor(now)]),
  }
}

/** Of others the night's scoring is soon enough. */
function recentBuyersOf(customers: readonly IngestedCustomer[], nowMs: number): string[] {
  return customers.flatMap(({ customerId, orders }) =>
    orders.some(({ placedAt }) => nowMs - placedAt < recentMs) ? customerId : [],
  )
}
