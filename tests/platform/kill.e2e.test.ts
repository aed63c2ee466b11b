import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import type { CustomerList, CustomerView } from '#shared/contracts/customers.ts'
import type { ImportView } from '#shared/contracts/imports.ts'
import type { Overview } from '#shared/contracts/overview.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { drawInt } from '#tests/support/drawing.ts'
import { type KillablePlatform, startKillablePlatform } from '#tests/support/killable-platform.ts'

const seed = Number(process.env.PATRON_SEED ?? Date.now() % 1_000_000)
const random = seededRandom(seed)
const killCount = 3
const senderCount = 2
const sendPeriodMs = 10
const fileOrderCount = 3_000
const linesPerOrder = 4
const buyerCount = 400

const stateFolder = mkdtempSync(join(tmpdir(), 'patron-kill-'))
let platform: KillablePlatform
let isKilling = true

afterAll(async () => {
  await platform?.kill('group')
  rmSync(stateFolder, { recursive: true, force: true })
})

/** What each person is to end with, added up from what was sent. */
interface Expected {
  orderCount: number
  revenueMinor: number
  eventCount: number
}
const people = new Map<string, Expected>()

function expectOf(email: string, eventCount: number, orderCount: number, revenueMinor: number): void {
  const before = people.get(email) ?? { orderCount: 0, revenueMinor: 0, eventCount: 0 }
  people.set(email, {
    orderCount: before.orderCount + orderCount,
    revenueMinor: before.revenueMinor + revenueMinor,
    eventCount: before.eventCount + eventCount,
  })
}

/** An orders file of 12,000 rows whose orders are scattered over the file. */
function ordersFile(): string {
  const rows: string[] = []
  for (let line = 0; line < linesPerOrder; line += 1) {
    for (let order = 0; order < fileOrderCount; order += 1) {
      const pence = drawInt(random, 1, 9_999)
      const email = `buyer${order % buyerCount}@example.com`
      rows.push(`F-${order},2026-03-01 10:00,SKU-${line},1,${(pence / 100).toFixed(2)},${email}`)
      expectOf(email, line === 0 ? 1 : 0, line === 0 ? 1 : 0, pence)
    }
  }
  return `Order Number,Order Date,SKU,Quantity,Unit Price,Email\n${rows.join('\n')}\n`
}

/** A batch of tracked orders and views; some people buy through the file as well. */
function trackingBatch(sender: number, number: number): { batch: unknown[] } {
  const batch = Array.from({ length: drawInt(random, 1, 20) }, (_, index) => {
    const email = `buyer${drawInt(random, 0, buyerCount + 200)}@example.com`
    const isOrder = random() < 0.4
    const pence = drawInt(random, 1, 50_000)
    expectOf(email, 1, isOrder ? 1 : 0, isOrder ? pence : 0)
    return {
      type: 'track',
      messageId: `${sender}-${number}-${index}`,
      anonymousId: `visitor-of-${email}`,
      timestamp: '2026-11-01T12:00:00Z',
      event: isOrder ? 'Order Completed' : 'Product Viewed',
      context: { traits: { email } },
      properties: isOrder ? { order_id: `T-${sender}-${number}-${index}`, total: pence / 100 } : {},
    }
  })
  return { batch }
}

/** Sends until there is an answer of success. What was answered so is never sent again. */
async function insist(send: () => Promise<Response>): Promise<Response> {
  for (;;) {
    const response = await send().catch(() => undefined)
    if (response?.ok) return response
    if (response !== undefined) {
      // It may be killed in the middle of an answer.
      const text = await response.text().catch(() => '')
      expect([response.status, text]).toEqual([503, ''])
    }
    await sleep(50)
  }
}

async function keepSending(sender: number): Promise<number> {
  let eventCount = 0
  for (let number = 0; isKilling; number += 1) {
    const batch = trackingBatch(sender, number)
    await insist(() => platform.track('batch', batch))
    eventCount += batch.batch.length
    await sleep(sendPeriodMs)
  }
  return eventCount
}

async function uploadFile(): Promise<string> {
  const body = ordersFile()
  const response = await insist(() =>
    platform.api('/v1/imports', { method: 'POST', body, headers: { 'content-type': 'text/csv' } }),
  )
  return ((await response.json()) as ImportView).id
}

/** Kills the platform again and again while it works; once its workerd is left behind. */
async function killRepeatedly(): Promise<void> {
  for (let kill = 1; kill <= killCount; kill += 1) {
    await sleep(drawInt(random, 200, 2_000))
    await platform.kill(kill % 3 === 0 ? 'node' : 'group')
    platform = await startKillablePlatform(stateFolder)
  }
  isKilling = false
}

async function importDone(importId: string): Promise<ImportView> {
  for (;;) {
    const view = await platform.get<ImportView>(`/v1/imports/${importId}`)
    if (view.finishedAt !== null) return view
    await sleep(50)
  }
}

async function allCustomers(): Promise<CustomerList['customers']> {
  const customers: CustomerList['customers'] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: CustomerList = await platform.get(`/v1/customers?limit=200${cursor && `&cursor=${cursor}`}`)
    customers.push(...page.customers)
    cursor = page.nextCursor
  }
  return customers
}

it(`loses nothing and counts nothing twice when it is killed at any moment (PATRON_SEED=${seed})`, async () => {
  platform = await startKillablePlatform(stateFolder)
  const [importId, , ...sent] = await Promise.all([
    uploadFile(),
    killRepeatedly(),
    ...Array.from({ length: senderCount }, (_, sender) => keepSending(sender)),
  ])
  const view = await importDone(importId)
  expect(view).toMatchObject({
    state: 'done',
    rowCount: fileOrderCount * linesPerOrder,
    rejectedRowCount: 0,
    orderCount: fileOrderCount,
  })
  expect(view.acceptedEventCount + view.duplicateEventCount).toBe(fileOrderCount)

  const trackedCount = sent.reduce((total, count) => total + count, 0)
  const status = await platform.settled()
  expect(status).toMatchObject({ accepted: trackedCount + fileOrderCount, quarantined: 0 })

  const expected = [...people.values()]
  const total = (name: keyof Expected) => expected.reduce((sum, person) => sum + person[name], 0)
  const { allTime, customerCount } = await platform.get<Overview>('/v1/overview')
  expect({ ...allTime, customerCount }).toMatchObject({
    orderCount: total('orderCount'),
    revenue: { amountMinor: total('revenueMinor'), currency: 'GBP' },
    customerCount: people.size,
  })
  const customers = await allCustomers()
  expect(
    new Map(customers.map(({ email, orderCount, revenue }) => [email, [orderCount, revenue.amountMinor]])),
  ).toEqual(
    new Map([...people].map(([email, { orderCount, revenueMinor }]) => [email, [orderCount, revenueMinor]])),
  )

  for (const { id, email } of customers) {
    const { features } = await platform.get<CustomerView>(`/v1/customers/${id}`)
    expect([email, features.eventCount]).toEqual([email, people.get(email ?? '')?.eventCount])
  }
}, 600_000)
