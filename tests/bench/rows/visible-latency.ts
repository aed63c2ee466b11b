import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import { liveMessageSchema } from '#shared/contracts/streaming.ts'
import { below, type Figure, type Measured } from '../figures/figure.ts'
import { percentile, percentiles } from '../figures/percentiles.ts'
import { trackingCall } from '../load/tracking-batches.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const eventCount = 220
const backgroundEveryMs = 50
const pollEveryMs = 5

/** How long after its acceptance a single event is seen on the WebSocket and in the API, under a gentle load. */
export async function visibleLatency(): Promise<Figure[]> {
  const platform = await startMeasuredPlatform()
  const socket = await openLiveFeed(platform.apiUrl)
  const background = setInterval(() => {
    const call = trackingCall(crypto.randomUUID(), Math.floor(Math.random() * 1_000), Math.random())
    void platform.track('batch', { batch: [call] })
  }, backgroundEveryMs)
  try {
    const inApiMs: number[] = []
    const onSocketMs: number[] = []
    for (let number = 0; number < eventCount; number += 1) {
      const seen = await sendOne(platform, socket, number)
      inApiMs.push(seen.inApiMs)
      onSocketMs.push(seen.onSocketMs)
    }
    const baseline = { ...(await healthRoundTrips(platform)), name: 'a round trip of GET /healthz' }
    return [
      figure('visible in the API', inApiMs, baseline),
      figure('visible on the WebSocket', onSocketMs, baseline),
    ]
  } finally {
    clearInterval(background)
    socket.close()
    await platform.remove()
  }
}

function figure(name: string, durationsMs: readonly number[], baseline: Figure['baseline']): Figure {
  const measured = asMeasured(durationsMs)
  return {
    name: `${name}, p95 after acceptance`,
    measured,
    ...(baseline !== undefined && { baseline }),
    goal: below(measured.value, 1_000, 'p95 < 1 s'),
  }
}

function asMeasured(durationsMs: readonly number[]): Measured {
  return { value: percentile(durationsMs, 0.95), unit: 'ms', ...percentiles(durationsMs) }
}

/** A new customer's identify call, from its 200 until the customer is in the list of D1 and the event on the socket. */
async function sendOne(platform: MeasuredPlatform, socket: LiveFeedSocket, number: number) {
  const messageId = `visible-${number}`
  const email = `visible-${number}@example.com`
  const onSocket = socket.seen(messageId)
  const call = { messageId, userId: `visible-${number}`, traits: { email } }
  const accepted = await platform.track('identify', call)
  if (!accepted.ok) throw new Error(`identify was answered ${accepted.status}`)
  const acceptedMs = performance.now()
  const inApi = (async () => {
    while (
      (await platform.get<CustomerList>(`/v1/customers?query=${encodeURIComponent(email)}`)).total === 0
    ) {
      await new Promise((resolve) => setTimeout(resolve, pollEveryMs))
    }
    return performance.now()
  })()
  const [inApiAt, onSocketAt] = await Promise.all([inApi, onSocket])
  return { inApiMs: inApiAt - acceptedMs, onSocketMs: Math.max(0, onSocketAt - acceptedMs) }
}

async function healthRoundTrips(platform: MeasuredPlatform): Promise<Measured> {
  const durationsMs: number[] = []
  for (let count = 0; count < eventCount; count += 1) {
    const startedMs = performance.now()
    await (await fetch(`${platform.apiUrl}/healthz`)).text()
    durationsMs.push(performance.now() - startedMs)
  }
  return asMeasured(durationsMs)
}

interface LiveFeedSocket {
  /** The moment (performance.now) at which an event with this id comes. */
  seen(messageId: string): Promise<number>
  close(): void
}

async function openLiveFeed(apiUrl: string): Promise<LiveFeedSocket> {
  const waiting = new Map<string, (atMs: number) => void>()
  // Node's WebSocket takes headers; the browser's, which the types describe, does not.
  const options = { headers: { authorization: `Bearer ${demoCredentials.apiKey}` } } as unknown as string[]
  const socket = new WebSocket(`${apiUrl.replace('http', 'ws')}/v1/live`, options)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('the live feed does not open')))
  })
  socket.addEventListener('message', (message) => {
    const atMs = performance.now()
    for (const { id } of liveMessageSchema.parse(JSON.parse(String(message.data))).events)
      waiting.get(id)?.(atMs)
  })
  return {
    seen: (messageId) => new Promise((resolve) => waiting.set(messageId, resolve)),
    close: () => socket.close(),
  }
}
