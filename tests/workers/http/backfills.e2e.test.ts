import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type {
  BackfillRunList,
  BackfillRunView,
  ConnectionTest,
  ConnectionWithSecret,
} from '#shared/contracts/connections.ts'
import type { OrderView } from '#shared/contracts/customers.ts'
import { signWoocommerce } from '#shared/sources/woocommerce/sign.ts'
import { staffCalls } from '#tests/support/staff-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const secret = 'secret-of-the-webhook'
const credentials = { consumerKey: 'ck_right', consumerSecret: 'cs_right' }
const at = '/v1/connections/woocommerce/shop'
const fixture = new URL(
  '../../../shared/sources/woocommerce/fixtures/order-created/paid-by-card.body.json',
  import.meta.url,
)
const order = JSON.parse(readFileSync(fixture, 'utf8'))
const orders = Array.from({ length: 5 }, (_, index) => ({
  ...order,
  id: 700 + index,
  number: String(700 + index),
}))

/** A shop's REST API that has these orders, and nothing else. */
class FakeShop {
  readonly queries: URLSearchParams[] = []
  /** Answers so many calls with a wish to be asked later. */
  busyCount = 0
  readonly #server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://shop.test')
    const expected = `Basic ${btoa(`${credentials.consumerKey}:${credentials.consumerSecret}`)}`
    const isKnown = request.headers.authorization === expected
    this.queries.push(url.searchParams)
    const isBusy = isKnown && this.busyCount > 0
    if (isBusy) this.busyCount -= 1
    const page = Number(url.searchParams.get('page') ?? '1')
    const after = url.searchParams.get('modified_after') ?? ''
    const all = url.pathname.endsWith('/orders') ? orders : []
    const changed = all.filter((each) => each.date_modified_gmt > after)
    const items = changed.slice((page - 1) * 2, page * 2)
    response.writeHead(isBusy ? 429 : isKnown ? 200 : 401, {
      'content-type': 'application/json',
      'x-wp-totalpages': String(Math.ceil(changed.length / 2)),
      ...(isBusy && { 'retry-after': '1' }),
    })
    response.end(JSON.stringify(isKnown && !isBusy ? items : { code: 'no' }))
  })

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

const shop = new FakeShop()
let platform: TestPlatform
let shopUrl: string

beforeAll(async () => {
  shopUrl = await shop.start()
  platform = await startTestPlatform({ customerCellCount: 4 })
  await send<ConnectionWithSecret>('POST', '/v1/connections', {
    source: 'woocommerce',
    connectionId: 'shop',
    secret,
    settings: { shopUrl },
    credentials,
  })
})
afterAll(async () => {
  await platform?.remove()
  shop.stop()
})

const { call, send } = staffCalls(() => platform)

async function finished(): Promise<BackfillRunView> {
  for (let wait = 0; wait < 1_200; wait += 1) {
    const [run] = (await platform.get<BackfillRunList>(`${at}/backfills`)).runs
    if (run !== undefined && run.state !== 'reading') return run
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the back-fill does not end')
}

it('the credentials are tried at the vendor, and lie sealed', async () => {
  expect((await send<ConnectionTest>('POST', `${at}/test`)).checks[1]).toMatchObject({ outcome: 'passed' })
  const wrong = { ...credentials, consumerSecret: 'cs_wrong' }
  await send('PATCH', at, { credentials: wrong })
  expect((await send<ConnectionTest>('POST', `${at}/test`)).checks[1]).toMatchObject({
    outcome: 'failed',
    detail: 'The vendor answered 401',
  })
  await send('PATCH', at, { credentials })
  const stored = await (await platform.database()).prepare('select * from connection').all()
  expect(JSON.stringify(stored)).not.toMatch(/ck_right|cs_right/)
  expect((await call('PATCH', at, { credentials: { consumerKey: 'ck_right' } })).status).toBe(422)
})

it('finds what came by webhook before to be there already', async () => {
  const body = Uint8Array.from(new TextEncoder().encode(JSON.stringify(orders[2])))
  const delivered = await fetch(`${platform.apiUrl}/webhooks/woocommerce/shop`, {
    method: 'POST',
    body,
    headers: {
      ...(await signWoocommerce(body, secret)),
      'content-type': 'application/json',
      'x-wc-webhook-topic': 'order.updated',
      'x-wc-webhook-resource': 'order',
      'x-wc-webhook-event': 'updated',
    },
  })
  const { accepted: eventsAnOrder } = (await delivered.json()) as { accepted: number }
  expect(eventsAnOrder).toBeGreaterThan(0)

  const started = await call('POST', `${at}/backfills`, {})
  expect([started.status, await started.json()]).toMatchObject([
    202,
    { kind: 'back-fill', state: 'reading', finishedResourceCount: 0, changedSince: null },
  ])
  const run = await finished()
  expect(run).toMatchObject({
    state: 'done',
    acceptedCount: 4 * eventsAnOrder,
    // A page begins a second before the one before it ended, so some orders are read twice.
    duplicateCount: (run.recordCount - 4) * eventsAnOrder,
    rejectedCount: 0,
    failure: null,
    finishedResourceCount: run.resourceCount,
  })
  await platform.settled()
  const { customers } = await platform.get<{ customers: { id: string }[] }>(
    `/v1/customers?identifier=${encodeURIComponent(`email:${order.billing.email}`)}`,
  )
  const known = await platform.get<{ orders: OrderView[] }>(`/v1/customers/${customers[0]?.id}`)
  expect(known.orders).toHaveLength(5)
})

it('waits when the vendor asks for it; meanwhile no other one begins, and it can be cancelled', async () => {
  shop.busyCount = 1_000
  const { id } = await send<BackfillRunView>('POST', `${at}/backfills`, {
    changedSince: '2026-11-01T00:00:00Z',
  })
  expect((await call('POST', `${at}/backfills`, {})).status).toBe(409)
  const cancelled = await send<BackfillRunView>('POST', `${at}/backfills/${id}/cancel`)
  expect(cancelled).toMatchObject({ state: 'cancelled', changedSince: '2026-11-01T00:00:00.000Z' })
  expect((await call('POST', `${at}/backfills/${id}/cancel`)).status).toBe(409)
  shop.busyCount = 1
  await send('POST', `${at}/backfills`, {})
  expect(await finished()).toMatchObject({ state: 'done', acceptedCount: 0, rejectedCount: 0 })
})

it('is read by itself when its time has come, from the last time on', async () => {
  const database = await platform.database()
  const runs = async () => (await platform.get<BackfillRunList>(`${at}/backfills`)).runs
  const before = (await runs()).length
  await platform.runSchedule()
  expect(await runs()).toHaveLength(before)

  await database.prepare('update backfill_run set started_at = started_at - 360000').run()
  shop.queries.length = 0
  await platform.runSchedule()
  expect(await finished()).toMatchObject({ kind: 'reconciliation', state: 'done', recordCount: 0 })
  expect(await runs()).toHaveLength(before + 1)
  // A day later only the latest finished one is of interest; back-fills that a person began stay.
  const dayAgo =
    'update backfill_run set finished_at = finished_at - 90000000, started_at = started_at - 360000'
  await database.prepare(dayAgo).run()
  await platform.runSchedule()
  await finished()
  await platform.runSchedule()
  const kinds = (await runs()).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'reconciliation')).toHaveLength(1)
  expect(kinds).toHaveLength(before + 1)
  const asked = shop.queries.find((query) => query.has('modified_after'))?.get('modified_after')
  expect(Date.parse(`${asked}Z`)).toBeLessThan(Date.now() - 900_000)
})

it('never leads into a private network, and needs a connection that is set up and not paused', async () => {
  await send('PATCH', at, { settings: { shopUrl: 'https://10.0.0.1' } })
  await send('POST', `${at}/backfills`, {})
  expect(await finished()).toMatchObject({
    state: 'failed',
    failure: "the vendor's address must not lead into a private network",
  })
  await send('POST', `${at}/pause`)
  expect((await call('POST', `${at}/backfills`, {})).status).toBe(409)
  await send('POST', `${at}/resume`)
  await send('PATCH', at, { credentials: null })
  expect((await call('POST', `${at}/backfills`, {})).status).toBe(409)
})
