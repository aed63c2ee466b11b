import { parse } from 'csv-parse/sync'
import { afterEach, describe, expect, it } from 'vitest'
import { type DemoShop, generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import { packRequests } from '#scripts/demo-shop/pack-requests.ts'
import { keptWhole, type PatronDoors, patronDoors } from '#scripts/demo-shop/patron-doors.ts'
import type { CustomerIdentityView, CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { ConnectedIdentifiers } from '#tests/support/connected-identifiers.ts'
import { shuffled } from '#tests/support/drawing.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const seed = Number(process.env.PATRON_SEED ?? Date.now() % 1_000_000)
// So few people that no two of them share a browser: whom that keeps apart depends on who came first. The same people whatever
// the day, since who they are is drawn by it.
const shop = generateDemoShop({ seed: 7, nowMs: Date.UTC(2026, 10, 1, 12), people: 40 })
const callsInFlight = 4

/** A customer without the id Patron gave it. */
interface Portrait {
  readonly identifiers: readonly string[]
  readonly eventCount: number
  readonly orderCount: number
  readonly revenueMinor: number
}

let platform: TestPlatform | undefined
afterEach(() => platform?.remove())

describe.each([
  { placement: 'one object a customer', customerCellCount: 0 },
  { placement: 'four cells', customerCellCount: 4 },
])('a shop sent twice, shuffled, by two senders at once, into $placement', ({ customerCellCount }) => {
  it(`becomes the same customers, orders and revenue (PATRON_SEED=${seed})`, async () => {
    const patron = await startTestPlatform({ customerCellCount })
    platform = patron
    await Promise.all([sendAll(patron, seededRandom(seed)), sendAll(patron, seededRandom(seed + 1))])
    const status = await patron.settled()
    expect(status).toMatchObject({ accepted: shop.truth.eventCount, quarantined: 0 })

    const { allTime } = await patron.get<Overview>('/v1/overview')
    expect(allTime).toMatchObject({
      orderCount: shop.truth.orderCount,
      cancellationCount: 0,
      revenue: { amountMinor: shop.truth.revenueMinor, currency: 'GBP' },
    })
    expect(await foundPortraits(patron)).toEqual(expectedPortraits(shop))
  })
})

/** Everything there is, in an order of its own: the history as a file, all else call by call. */
async function sendAll(patron: TestPlatform, random: RandomSource): Promise<void> {
  const doors = patronDoors(patron.apiUrl)
  const requests = packRequests(shuffled(random, shop.live)).values()
  const sendOneByOne = async () => {
    for (const request of requests) {
      await keptWhole(
        await (request.kind === 'batch'
          ? doors.trackBatch(request.body)
          : doors.shopify('orders/create', request.body)),
      )
    }
  }
  await Promise.all([importHistory(doors), ...Array.from({ length: callsInFlight }, sendOneByOne)])
}

async function importHistory(doors: PatronDoors): Promise<void> {
  let view = await doors.startImport('history.csv', shop.historyFile)
  while (view.finishedAt === null) {
    await new Promise((resolve) => setTimeout(resolve, 100))
    view = await doors.getImport(view.id)
  }
  expect(view).toMatchObject({ state: 'done', rejectedRowCount: shop.blemishes.rows.length })
}

/** What each record carries, read from what is sent and not from what Patron makes of it. */
function* recordsOf({ historyFile, blemishes, live }: DemoShop): Generator<{
  key: string
  identifiers: readonly string[]
  order?: { orderId: string; totalMinor: number }
}> {
  const rows = parse(historyFile, { columns: true }) as Record<string, string>[]
  for (const ofOrder of Map.groupBy(
    rows.slice(0, -blemishes.rows.length),
    (row) => row['Order Number'],
  ).values()) {
    const [row = {}] = ofOrder
    const named = [
      ['external_id', row['Customer Number']],
      ['email', row.Email],
      ['phone', row.Phone?.replace(/^0/, '+44').replace(' ', '')],
      ['loyalty_id', row['Loyalty Card']],
    ]
    const orderId = row['Order Number'] ?? ''
    yield {
      key: orderId,
      identifiers: named.filter(([, value]) => value).map(([type, value]) => `${type}:${value}`),
      order: {
        orderId,
        totalMinor: ofOrder.reduce(
          (sum, line) => sum + Number(line.Quantity) * Math.round(Number(line['Unit Price']) * 100),
          0,
        ),
      },
    }
  }
  for (const [index, message] of live.entries()) yield { key: String(index), ...message }
}

function expectedPortraits(shop: DemoShop): Portrait[] {
  const connected = new ConnectedIdentifiers()
  for (const { identifiers } of recordsOf(shop)) connected.join(identifiers)
  const named = [...recordsOf(shop)].filter(({ identifiers }) => identifiers.length > 0)
  const groups = Map.groupBy(named, ({ identifiers }) => connected.labelOf(identifiers[0]))
  return sorted(
    [...groups.values()].map((records) => ({
      identifiers: [...new Set(records.flatMap(({ identifiers }) => identifiers))].sort(),
      eventCount: records.length,
      orderCount: records.filter(({ order }) => order !== undefined).length,
      revenueMinor: records.reduce((sum, { order }) => sum + (order?.totalMinor ?? 0), 0),
    })),
  )
}

async function foundPortraits(patron: TestPlatform): Promise<Portrait[]> {
  const portraits: Portrait[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: CustomerList = await patron.get(`/v1/customers?limit=50${cursor && `&cursor=${cursor}`}`)
    portraits.push(...(await Promise.all(page.customers.map(({ id }) => portraitOf(patron, id)))))
    cursor = page.nextCursor
  }
  return sorted(portraits)
}

async function portraitOf(patron: TestPlatform, customerId: string): Promise<Portrait> {
  const { features } = await patron.get<CustomerView>(`/v1/customers/${customerId}`)
  const { identifiers } = await patron.get<CustomerIdentityView>(`/v1/customers/${customerId}/identity`)
  return {
    identifiers: identifiers
      .map(({ type, scope, value }) =>
        type === 'pos_bill' ? `${type}:${scope}:${value}` : `${type}:${value}`,
      )
      .sort(),
    eventCount: features.eventCount,
    orderCount: features.orderCount,
    revenueMinor: features.revenue[0]?.amountMinor ?? 0,
  }
}

function sorted(portraits: readonly Portrait[]): Portrait[] {
  return [...portraits].sort((left, right) =>
    (left.identifiers[0] ?? '') < (right.identifiers[0] ?? '') ? -1 : 1,
  )
}
