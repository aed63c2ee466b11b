import { atLeast, type Figure, type Measured } from '../figures/figure.ts'
import { drive } from '../load/drive.ts'
import { type TrackingLoad, trackingBatches } from '../load/tracking-batches.ts'
import { startBenchWorker } from '../platforms/bench-worker.ts'
import { startMeasuredPlatform } from '../platforms/measured-platform.ts'

const eventsPerRequest = 100
/** As in a busy hour: enough requests at once that the log hands over full batches. */
const concurrency = 32
const peopleCount = 2_000
const load = { kind: 'tracking-batches', eventsPerRequest, peopleCount } as const
const warmUp: TrackingLoad = { ...load, requestCount: 200, run: 'warm-up', seed: 2 }

/** Events a second from the first request until all of them are settled: visible everywhere. */
export async function endToEnd(): Promise<Figure[]> {
  const baseline = await plainLoop()
  const objects = await measure(0, 300)
  const cells = await measure(16, 600)
  return [
    {
      name: `end to end, one object per customer (${peopleCount} customers seen before, ${concurrency} requests at once)`,
      measured: objects,
      baseline,
      goal: atLeast(objects.value, 2_000, '>= 2,000/s'),
    },
    {
      name: `end to end, 16 cells (${peopleCount} customers seen before, ${concurrency} requests at once)`,
      measured: cells,
      baseline,
      goal: atLeast(cells.value, 8_000, '>= 8,000/s'),
    },
  ]
}

async function measure(customerCellCount: number, requestCount: number): Promise<Measured> {
  const platform = await startMeasuredPlatform({ customerCellCount })
  try {
    const target = { url: platform.apiUrl, concurrency }
    await drive(warmUp, target, platform)
    await platform.settled()
    const cpuBeforeMs = platform.cpuMs()
    const sent = await drive({ ...load, requestCount, run: 'measured', seed: 3 }, target, platform)
    const answeredMs = performance.now()
    const { quarantined } = await platform.settled()
    if (quarantined > 0) throw new Error(`${quarantined} events were quarantined`)
    const elapsedMs = sent.elapsedMs + performance.now() - answeredMs
    const eventCount = requestCount * eventsPerRequest
    return {
      value: (eventCount / elapsedMs) * 1000,
      unit: 'events/s',
      cpuMicros: ((platform.cpuMs() - cpuBeforeMs) * 1000) / eventCount,
    }
  } finally {
    await platform.remove()
  }
}

async function plainLoop() {
  const plain = await startBenchWorker('plain-worker', 'Rows')
  try {
    const [request] = trackingBatches({
      ...load,
      requestCount: 1,
      eventsPerRequest: 3_000,
      run: 'plain',
      seed: 4,
    })
    const calls: object[] = JSON.parse(request?.body ?? '{"batch":[]}').batch
    const cpuBeforeMs = plain.cpuMs()
    const startedMs = performance.now()
    const body = calls.map((call) => JSON.stringify(call)).join('\n')
    const answer = await fetch(`${plain.url}/d1`, { method: 'POST', body })
    if (!answer.ok) throw new Error(`the plain loop was answered ${answer.status}`)
    return {
      name: 'a loop that writes each event with one D1 insert',
      value: (calls.length / (performance.now() - startedMs)) * 1000,
      unit: 'events/s' as const,
      cpuMicros: ((plain.cpuMs() - cpuBeforeMs) * 1000) / calls.length,
    }
  } finally {
    await plain.remove()
  }
}
