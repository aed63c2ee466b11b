import { catalogueRows } from '#shared/catalogue/catalogue-rows.ts'
import type { IngestedCustomer, IngestReply, OrderQuestion } from '#shared/customers/ingest.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { divideProjection } from '#shared/database/divide-projection.ts'
import { type RatesOfDayRow, ratesOfDays, readRatesOfDays } from '#shared/database/exchange-rates.ts'
import type { ToldOrderRow } from '#shared/database/project-orders.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { conversionStatements, type RatedOrder, type WaitingOrder } from '#shared/database/waiting-orders.ts'
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
    Pick<IdentityPorts, 'project' | 'report'> {
  /** The rows that a statement finds, or returns of what it changes. */
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

/** So many objects are called at once. */
const parallelObjects = 64
/** An object is asked about so many orders in one call: it holds them, and the reply, in memory. */
const ordersAtOnce = 50

/** What is asked of an object in one call. */
interface Question {
  readonly objectName: string
  readonly asked: OrderQuestion[]
}

/**
 * Has these orders counted by the rates of now. Whoever tells of them notes the rates in their own events and tells again; so a
 * customer's figures and the shop's go together, as if the rates had been there first.
 *
 * Returns the orders that are to be tried again later: somebody who tells of them was merged away just now, or did not answer.
 */
export async function noteLateRates(
  tenant: Tenant,
  orders: readonly WaitingOrder[],
  ports: ConversionPorts,
): Promise<Set<string>> {
  const again = new Set<string>()
  if (orders.length === 0) return again
  const keys = orders.map((order) => order.orderKey)
  const tellings: IngestedCustomer[] = []
  for (const questions of divided(await questionsByObject(tenant, keys, ports))) {
    const part = await askAll(tenant, questions, ports)
    for (const key of part.again) again.add(key)
    tellings.push(...part.told)
  }
  const customers = tellings.filter(({ customerId }) => !isGuest(customerId))
  const rows = projectCustomers(tenant, customers)
  // By its row an order is found again: it stays as it is until everybody who tells of it has the rate, and is written after them.
  const orderRows = [...rows.orders, ...guestRows(tenant, tellings)].filter((row) => !again.has(row.orderKey))
  const nothingSold = { catalogue: catalogueRows([], tenant.timeZone), sales: [] }
  for (const part of divideProjection({ ...rows, orders: orderRows, ...nothingSold }))
    await ports.project(tenant, part)
  const buyers = recentBuyersOf(customers, ports.nowMs())
  if (buyers.length > 0) await ports.noteBuyers(tenant, buyers)
  const told = new Set(orderRows.map((row) => contentName(row)))
  const untold = orders.filter((order) => !again.has(order.orderKey) && !told.has(contentName(order)))
  const left = ordersLeft(tenant, untold, await findRates(tenant, untold, ports))
  if (left.length > 0) await ports.write(conversionStatements(tenant.tenantId, left))
  return again
}

/** All questions, in parts with few orders, and each object asked once in a part. */
function divided(questions: ReadonlyMap<string, readonly OrderQuestion[]>): Question[][] {
  const parts: Question[][] = []
  for (const [objectName, asked] of questions) {
    let part = 0
    let room = ordersAtOnce
    for (const { customerId, orderKeys } of asked) {
      for (let from = 0; from < orderKeys.length; ) {
        if (room === 0) {
          part += 1
          room = ordersAtOnce
        }
        const some = orderKeys.slice(from, from + room)
        parts[part] ??= []
        const last = parts[part]?.at(-1)
        const question = { customerId, orderKeys: some }
        if (last?.objectName === objectName) last.asked.push(question)
        else parts[part]?.push({ objectName, asked: [question] })
        from += some.length
        room -= some.length
      }
    }
  }
  return parts
}

async function askAll(
  tenant: Tenant,
  questions: readonly Question[],
  ports: ConversionPorts,
): Promise<{ readonly told: IngestedCustomer[]; readonly again: Set<string> }> {
  const again = new Set<string>()
  const failed = ({ asked }: Question, error: unknown) => {
    ports.report(tenant.tenantId, error)
    for (const key of asked.flatMap(({ orderKeys }) => orderKeys)) again.add(key)
  }
  const wanted = await askEach(questions, failed, ({ objectName, asked }) =>
    ports.ratesWanted(objectName, tenant, asked),
  )
  const rates = await findRates(
    tenant,
    wanted.flatMap(({ reply }) => reply),
    ports,
  )
  const replies = await askEach(
    wanted.map(({ question }) => question),
    failed,
    ({ objectName, asked }) => ports.noteRates(objectName, tenant, asked, rates),
  )
  const told: IngestedCustomer[] = []
  for (const { question, reply } of replies) {
    for (const each of reply) {
      if (each.kind === 'ingested') told.push(each)
      if (each.kind !== 'moved') continue
      const moved = question.asked.filter(({ customerId }) => customerId === each.customerId)
      for (const key of moved.flatMap(({ orderKeys }) => orderKeys)) again.add(key)
    }
  }
  return { told, again }
}

/** The replies of all that reply. One object that fails is not to hold up all others. */
async function askEach<Reply>(
  questions: readonly Question[],
  failed: (question: Question, error: unknown) => void,
  ask: (question: Question) => Promise<Reply>,
): Promise<{ readonly question: Question; readonly reply: Reply }[]> {
  const replies: { question: Question; reply: Reply }[] = []
  const calls = questions.values()
  const worker = async () => {
    for (const question of calls) {
      try {
        replies.push({ question, reply: await ask(question) })
      } catch (error) {
        failed(question, error)
      }
    }
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
  const rows: RatesOfDayRow[] = []
  for (const statement of ratesOfDays(tenantId, [...distinct.values()]))
    rows.push(...(await read<RatesOfDayRow>(statement)))
  return readRatesOfDays(rows)
}

function guestRows(tenant: Tenant, told: readonly IngestedCustomer[]): ToldOrderRow[] {
  return told
    .filter(({ customerId }) => isGuest(customerId))
    .flatMap(({ version, orders }) => orders.map((order) => orderRow(tenant, null, version, order)))
}

/** Of orders whose row may have its content from somebody who is forgotten, nobody can note a rate there: the rates of the rows. */
function ordersLeft(
  { currency }: Tenant,
  untold: readonly WaitingOrder[],
  rates: ReadonlyMap<string, RatesOfDay>,
): RatedOrder[] {
  return untold.flatMap((order): RatedOrder[] => {
    const ofDay = rates.get(rateName(order))
    if (ofDay === undefined) return []
    const rate = ofDay.rate === null ? null : minorUnitRate(ofDay.currency, { currency, rate: ofDay.rate })
    const minorRate = rateByNow(order.minorRateBefore, { ...ofDay, rate })
    return minorRate === null || minorRate === order.minorRateBefore ? [] : [{ ...order, minorRate }]
  })
}

/** An order and whose statement its content is, however often the rate was noted in that. */
function contentName({ orderKey, contentRank }: Pick<WaitingOrder, 'orderKey' | 'contentRank'>): string {
  return `${orderKey} ${contentRank.split('\t')[0]}`
}

/** Of others the night's scoring is soon enough. */
function recentBuyersOf(customers: readonly IngestedCustomer[], nowMs: number): string[] {
  const recent = customers.filter(({ orders }) => orders.some(({ placedAt }) => nowMs - placedAt < recentMs))
  return [...new Set(recent.map(({ customerId }) => customerId))]
}
