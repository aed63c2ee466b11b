import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import { seedDemoShop } from '#scripts/demo-shop/send-demo-shop.ts'

const nowMs = Date.UTC(2026, 10, 21, 11, 30)
const options = { seed: 7, nowMs, people: 60 }
const shop = generateDemoShop(options)

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

describe('seeding the demo shop', () => {
  it('puts every record through its door once, signed, and waits until all are settled', async () => {
    const patron = new RecordingPatron()
    await seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })

    const sentIds = patron.calls.map((call) => call.messageId)
    expect(sentIds.sort()).toEqual([...trackedIds(), '7-order-without-number'].sort())
    const orders = shop.live.filter(({ record }) => record.door === 'shopify')
    expect(patron.webhookCount).toBe(orders.length + shop.blemishes.orders.length + shop.products.length)
    expect([...patron.productIds].sort()).toEqual(shop.products.map(({ id }) => id).sort())
    expect(patron.badSignatureCount).toBe(0)
    expect(patron.largestBatch).toBeLessThanOrEqual(100)
    expect(patron.importedFiles).toEqual([shop.historyFile, shop.stockFile])
    expect(patron.statusReadsLeft).toBe(0)
  })

  it('has Patron look for people who are there twice, once all is settled', async () => {
    const patron = new RecordingPatron()
    const lines: string[] = []
    const log = (line: string) => void lines.push(line)
    await seedDemoShop({ ...options, ...silent, apiUrl: await listen(patron), log })
    expect(patron.matchingStartedWith).toEqual([{ statusReadsLeft: 0 }])
    expect(lines.at(-1)).toBe('Compared 60 customers; 4 pairs that may be one person wait for review')
  })

  it('waits for a search that is going on already', async () => {
    const patron = new RecordingPatron({ isMatching: true })
    await seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })
    expect(patron.matchingReadsLeft).toBe(0)
  })

  it('stops when the search fails', async () => {
    const patron = new RecordingPatron({ matchingFailure: 'no memory' })
    await expect(seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })).rejects.toThrow(
      /failed: no memory/,
    )
  })

  it('tries again when Patron is busy, and loses nothing by it', async () => {
    const patron = new RecordingPatron({ busyAnswers: 3 })
    await seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })
    expect(patron.calls.map((call) => call.messageId)).toEqual(expect.arrayContaining(trackedIds()))
  })

  it('tries again when the connection breaks', async () => {
    const patron = new RecordingPatron({ brokenConnections: 3 })
    await seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })
    expect(patron.brokenConnectionsLeft).toBe(0)
    expect(patron.calls.map((call) => call.messageId)).toEqual(expect.arrayContaining(trackedIds()))
  })

  it('stops when Patron quarantines a record that is right', async () => {
    const patron = new RecordingPatron({ quarantines: true })
    await expect(seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })).rejects.toThrow(
      /put records into quarantine.*no reason/,
    )
  })

  it('stops and shows the answer when a door refuses', async () => {
    const patron = new RecordingPatron({ refusal: 'the batch smells' })
    await expect(seedDemoShop({ ...options, apiUrl: await listen(patron), ...silent })).rejects.toThrow(
      /422.*the batch smells/,
    )
  })
})

const silent = { log: () => undefined, progress: { write: () => undefined } }

function trackedIds(): string[] {
  return shop.live.flatMap(({ record }) => (record.door === 'tracking' ? [record.call.messageId] : []))
}

interface Manners {
  readonly busyAnswers?: number
  readonly refusal?: string
  readonly quarantines?: boolean
  readonly brokenConnections?: number
  readonly isMatching?: boolean
  readonly matchingFailure?: string
}

/** The doors of Patron as far as the sender needs them; it keeps what came in. */
class RecordingPatron {
  readonly calls: { messageId: string }[] = []
  readonly importedFiles: string[] = []
  webhookCount = 0
  readonly productIds: number[] = []
  badSignatureCount = 0
  largestBatch = 0
  /** How often the status still says that something is under way. */
  statusReadsLeft = 3
  /** What was still to be read of the status when a search was asked for. */
  readonly matchingStartedWith: { statusReadsLeft: number }[] = []
  /** How often the search is still going on. */
  matchingReadsLeft = 2
  brokenConnectionsLeft: number
  #busyAnswers: number
  readonly #refusal: string | undefined
  readonly #quarantines: boolean
  readonly #isMatching: boolean
  readonly #matchingFailure: string | undefined

  constructor({
    busyAnswers = 0,
    refusal,
    quarantines = false,
    brokenConnections = 0,
    isMatching = false,
    matchingFailure,
  }: Manners = {}) {
    this.#isMatching = isMatching
    this.#matchingFailure = matchingFailure
    this.brokenConnectionsLeft = brokenConnections
    this.#busyAnswers = busyAnswers
    this.#refusal = refusal
    this.#quarantines = quarantines
  }

  answer(request: IncomingMessage, body: Buffer): { status: number; json: unknown } {
    const path = (request.url ?? '').split('?')[0]
    const isBearer = request.headers.authorization === 'Bearer demo-api-key'
    const isBasic = request.headers.authorization === `Basic ${btoa('demo-write-key:')}`
    if (path === '/v1/batch' && isBasic) return this.#batch(body)
    if (path === '/webhooks/shopify/demo') return this.#webhook(request, body)
    if (path === '/v1/imports' && isBearer) {
      this.importedFiles.push(body.toString('utf8'))
      return { status: 202, json: importView('reading') }
    }
    if (path === '/v1/imports/imp_1' && isBearer) return { status: 200, json: importView('done') }
    if (path === '/v1/streaming/stream/status' && isBearer) return { status: 200, json: this.#status() }
    if (path === '/v1/identity/matching-runs' && isBearer) return this.#matching(request.method)
    return { status: 404, json: { path } }
  }

  #batch(body: Buffer) {
    if (this.#refusal !== undefined) return { status: 422, json: { detail: this.#refusal } }
    if (this.#busyAnswers > 0) {
      this.#busyAnswers -= 1
      return { status: 503, json: {} }
    }
    const { batch } = JSON.parse(body.toString('utf8')) as { batch: { messageId: string }[] }
    this.largestBatch = Math.max(this.largestBatch, batch.length)
    this.calls.push(...batch)
    const quarantined = this.#quarantines ? [{ index: 0, code: 'no reason' }] : undefined
    return { status: 200, json: { success: true, quarantined } }
  }

  #webhook(request: IncomingMessage, body: Buffer) {
    this.webhookCount += 1
    const signature = createHmac('sha256', 'demo-shopify-secret').update(body).digest('base64')
    if (request.headers['x-shopify-hmac-sha256'] !== signature) this.badSignatureCount += 1
    const topic = request.headers['x-shopify-topic']
    if (topic === 'products/create') this.productIds.push(JSON.parse(body.toString('utf8')).id)
    return { status: topic === 'orders/create' || topic === 'products/create' ? 200 : 400, json: {} }
  }

  #matching(method: string | undefined) {
    if (method === 'POST') {
      this.matchingStartedWith.push({ statusReadsLeft: this.statusReadsLeft })
      return { status: this.#isMatching ? 409 : 202, json: {} }
    }
    if (this.matchingReadsLeft > 0) this.matchingReadsLeft -= 1
    const isOver = this.matchingReadsLeft === 0
    const failure = isOver ? (this.#matchingFailure ?? null) : null
    const state = !isOver ? 'scoring' : failure === null ? 'done' : 'failed'
    return { status: 200, json: { runs: [matchingRun(state, failure)] } }
  }

  #status() {
    if (this.statusReadsLeft > 0) this.statusReadsLeft -= 1
    const settled = this.statusReadsLeft === 0 ? 100 : 40
    return { accepted: 102, settled, quarantined: 2, suppressed: 0, iteratorAgeMs: 0, shards: [] }
  }
}

function importView(state: string) {
  return {
    id: 'imp_1',
    fileName: 'orders-before-patron.csv',
    state,
    createdAt: '2026-11-21T11:30:00.000Z',
    finishedAt: null,
    byteCount: 1,
    progressRate: 1,
    standsSince: null,
    rowCount: 1,
    rejectedRowCount: 0,
    orderCount: 1,
    acceptedEventCount: 1,
    duplicateEventCount: 0,
    failure: null,
    rejectReasons: [],
    columns: [],
    sampleRows: [],
    mapping: null,
    mappingFrom: 'guess',
    undoRefusal: null,
    undo: null,
    upload: null,
  }
}

function matchingRun(state: string, failure: string | null) {
  return {
    runId: 'mat_1',
    state,
    progressRate: state === 'done' ? 1 : 0.5,
    startedAt: '2026-11-21T11:30:00.000Z',
    finishedAt: null,
    recordCount: 60,
    pairCount: 4,
    reviewCount: 4,
    mergeCount: 0,
    failure,
  }
}

async function listen(patron: RecordingPatron): Promise<string> {
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      if (request.url === '/v1/batch' && patron.brokenConnectionsLeft > 0) {
        patron.brokenConnectionsLeft -= 1
        request.socket.destroy()
        return
      }
      const { status, json } = patron.answer(request, Buffer.concat(chunks))
      response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' })
      response.end(JSON.stringify(json))
    })
  })
  const listening = server
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
}
