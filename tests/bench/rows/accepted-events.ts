import { atLeast, type Figure } from '../figures/figure.ts'
import { drive, throughput } from '../load/drive.ts'
import type { TrackingLoad } from '../load/tracking-batches.ts'
import { startBenchWorker } from '../platforms/bench-worker.ts'
import { type MeasuredWorkerd, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const eventsPerRequest = 100
const concurrency = 16
const load = { kind: 'tracking-batches', eventsPerRequest, peopleCount: 1_000, seed: 1 } as const
const warmUpRequests = 150

/** Events a second that are answered 200, and so durable, when 100 come with each request. */
export async function acceptedEvents(): Promise<Figure[]> {
  const plain = await startBenchWorker('plain-worker', 'Rows')
  const baseline = {
    ...(await measure(plain.url, plain, 1_500, '/').finally(plain.remove)),
    name: 'a Worker that keeps each body as one row of a Durable Object',
  }
  const waiting = await startMeasuredPlatform({ isProcessing: false })
  const measured = await measure(waiting.apiUrl, waiting, 1_500).finally(waiting.remove)
  const processing = await startMeasuredPlatform({ customerCellCount: 16 })
  const meanwhile = await measure(processing.apiUrl, processing, 300).finally(processing.remove)
  const isInTime = (measured.p99Ms ?? Number.NaN) < 150
  const goal = atLeast(measured.value, 40_000, '>= 40,000/s, p99 < 150 ms')
  return [
    {
      name: 'accepted events, 100 a request',
      measured,
      baseline,
      goal: { ...goal, isMet: goal.isMet && isInTime },
      note: 'The queue stands still: on Cloudflare its consumers run elsewhere, here they would share the one thread.',
    },
    {
      name: 'accepted events, 100 a request, processed at the same time',
      measured: meanwhile,
      baseline,
      note: 'Both in one thread of one process, so CPU is that of accepting and of what was processed meanwhile.',
    },
  ]
}

async function measure(url: string, workerd: MeasuredWorkerd, requestCount: number, path?: string) {
  const target = { url, concurrency, ...(path !== undefined && { path }) }
  const warmUp: TrackingLoad = { ...load, requestCount: warmUpRequests, run: 'warm-up' }
  await drive(warmUp, target, workerd)
  const result = await drive({ ...load, requestCount, run: 'measured' }, target, workerd)
  return throughput(result, eventsPerRequest, 'events/s')
}
