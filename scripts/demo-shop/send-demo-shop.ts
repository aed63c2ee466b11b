import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import * as z from 'zod'
import type { ImportView } from '#shared/contracts/imports.ts'
import type { MatchingRunView } from '#shared/contracts/matching-runs.ts'
import { type DemoShop, defaultPeopleCount, generateDemoShop } from './generate-demo-shop.ts'
import { type PackedRequest, packRequests } from './pack-requests.ts'
import { keptWhole, type PatronDoors, patronDoors, taken } from './patron-doors.ts'
import { fictionalPhoneCount } from './phone-numbers.ts'
import { type ProgressOutput, progressBar } from './progress-bar.ts'
import type { Truth } from './truth.ts'

const requestsInFlight = 12
const pollMs = 250
const stalledAfterMs = 120_000

export interface SeedOptions {
  /** `http://127.0.0.1:8787` */
  readonly apiUrl: string
  readonly seed: number
  /** When the shop's eighteen months end. */
  readonly nowMs: number
  readonly people?: number
  /** Takes one line of plain text. */
  readonly log: (line: string) => void
  /** Where the progress bars go; standard error unless told. */
  readonly progress?: ProgressOutput
}

/**
 * Makes up a shop and puts it through Patron's own doors: the history and what is in stock as CSV imports first, what it sells as webhooks, then calls and webhooks in
 * the order of time, several at once, and then has Patron look for people who are there twice. Returns what is true
 * about the shop once Patron shows all of it everywhere; the questions of that search come a moment later.
 *
 * Throws when a door refuses what it should take (with its answer), when the search for people who are there twice fails,
 * or when nothing moves for two minutes.
 */
export async function seedDemoShop(options: SeedOptions): Promise<Truth> {
  const { apiUrl, seed, nowMs, people = defaultPeopleCount, log, progress = process.stderr } = options
  const shop = generateDemoShop({ seed, nowMs, people })
  const doors = patronDoors(apiUrl)
  const { eventCount, orderCount } = shop.truth
  log(`Demo shop from seed ${seed}: ${people} people, ${orderCount} orders, ${eventCount} events`)

  const imported = await sendFile(doors, 'orders-before-patron.csv', shop.historyFile)
  log(`Imported ${imported.orderCount} orders; ${imported.rejectedRowCount} rows went to the rejects file`)
  await sendFile(doors, 'stock-levels.csv', shop.stockFile)
  const before = await doors.streamStatus()
  await sendProducts(doors, shop)
  await sendLive(doors, shop, progress)
  await sendBlemishes(doors, shop)
  await waitUntilSettled(doors, before.settled + before.quarantined, progress)
  const { recordCount, reviewCount } = await matchCustomers(doors)
  log(`Compared ${recordCount} customers; ${reviewCount} pairs that may be one person wait for review`)
  return shop.truth
}

async function sendFile(doors: PatronDoors, name: string, csv: string): Promise<ImportView> {
  let view = await doors.startImport(name, csv)
  const stall = stallWatch(`The import of ${name}`)
  while (view.state !== 'done') {
    if (view.state === 'failed') throw new Error(`The import of ${name} failed: ${view.failure}`)
    if (view.state === 'awaiting-mapping') throw new Error(`The columns of ${name} were not recognised`)
    stall(`${view.state} ${view.rowCount} ${view.progressRate}`)
    await sleep(pollMs)
    view = await doors.getImport(view.id)
  }
  return view
}

/** What the shop sells, before anybody buys it. */
async function sendProducts(doors: PatronDoors, { products }: DemoShop): Promise<void> {
  const left = products.values()
  const sendOneByOne = async () => {
    for (const product of left)
      await keptWhole(await doors.shopify('products/create', JSON.stringify(product)))
  }
  await Promise.all(Array.from({ length: requestsInFlight }, sendOneByOne))
}

async function sendLive(doors: PatronDoors, shop: DemoShop, output: ProgressOutput): Promise<void> {
  const bar = progressBar('Sending   ', shop.live.length, output, Date.now)
  const requests = packRequests(shop.live).values()
  let sentCount = 0
  const sendOneByOne = async () => {
    // The senders share one iterator: each takes the next request that nobody has taken.
    for (const request of requests) {
      await keptWhole(await send(doors, request))
      sentCount += request.eventCount
      bar.show(sentCount)
    }
  }
  await Promise.all(Array.from({ length: requestsInFlight }, sendOneByOne))
  bar.finish()
}

function send(doors: PatronDoors, request: PackedRequest): Promise<Response> {
  return request.kind === 'batch'
    ? doors.trackBatch(request.body)
    : doors.shopify('orders/create', request.body)
}

/** Patron takes these too, into quarantine. */
async function sendBlemishes(doors: PatronDoors, { blemishes }: DemoShop): Promise<void> {
  await taken(await doors.trackBatch(JSON.stringify({ batch: [blemishes.call] })))
  for (const order of blemishes.orders)
    await taken(await doors.shopify('orders/create', JSON.stringify(order)))
}

async function waitUntilSettled(
  doors: PatronDoors,
  beforeCount: number,
  output: ProgressOutput,
): Promise<void> {
  const stall = stallWatch('Processing')
  const { accepted } = await doors.streamStatus()
  const bar = progressBar('Processing', accepted - beforeCount, output, Date.now)
  for (;;) {
    const status = await doors.streamStatus()
    const finishedCount = status.settled + status.quarantined
    bar.show(finishedCount - beforeCount)
    if (finishedCount >= status.accepted) break
    stall(String(finishedCount))
    await sleep(pollMs)
  }
  bar.finish()
}

async function matchCustomers(doors: PatronDoors): Promise<MatchingRunView> {
  await doors.startMatching()
  const stall = stallWatch('The search for people who are there twice')
  for (;;) {
    const run = await doors.latestMatching()
    if (run?.state === 'failed')
      throw new Error(`The search for people who are there twice failed: ${run.failure}`)
    if (run?.state === 'done') return run
    stall(`${run?.state} ${run?.progressRate}`)
    await sleep(pollMs)
  }
}

/** Throws when it is told the same state for two minutes. */
function stallWatch(what: string): (state: string) => void {
  let last = ''
  let changedMs = Date.now()
  return (state) => {
    if (state !== last) {
      last = state
      changedMs = Date.now()
    }
    if (Date.now() - changedMs > stalledAfterMs)
      throw new Error(`${what} has not moved for two minutes: ${state}`)
  }
}

const optionsSchema = z.object({
  api: z.url().default('http://127.0.0.1:8787'),
  seed: z.coerce.number().int().default(7),
  people: z.coerce.number().int().min(1).max(fictionalPhoneCount).default(defaultPeopleCount),
})

/** Fills a Patron that is running: `node scripts/demo-shop/send-demo-shop.ts --api <url> --seed 7 --people 1500`. */
async function sendFromCommandLine(): Promise<void> {
  const { values } = parseArgs({
    options: { api: { type: 'string' }, seed: { type: 'string' }, people: { type: 'string' } },
  })
  const { api, seed, people } = optionsSchema.parse(values)
  const startedMs = Date.now()
  const truth = await seedDemoShop({ apiUrl: api, seed, nowMs: startedMs, people, log: console.error })
  const seconds = ((Date.now() - startedMs) / 1_000).toFixed(1)
  console.error(`${truth.eventCount} events are visible everywhere after ${seconds} s`)
}

if (import.meta.main) {
  await sendFromCommandLine().catch((error: unknown) => {
    const isOption = error instanceof z.ZodError
    console.error(isOption ? z.prettifyError(error) : error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
