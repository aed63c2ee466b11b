import type { Figure } from '../figures/figure.ts'
import { drive, throughput } from '../load/drive.ts'
import { startBenchWorker } from '../platforms/bench-worker.ts'
import { type MeasuredWorkerd, startMeasuredPlatform } from '../platforms/measured-platform.ts'

const concurrency = 32
const warmUpRequests = 1_000
const firstOrderId = 5_910_000_000_000

/** Signed webhooks a second, one event each: verified, in the log, answered. */
export async function singleWebhooks(): Promise<Figure[]> {
  const plain = await startBenchWorker('plain-worker', 'Rows')
  const baseline = {
    ...(await measure(plain.url, plain, 6_000, '/').finally(plain.remove)),
    name: 'a Worker that keeps each body as one row of a Durable Object',
  }
  const waiting = await startMeasuredPlatform({ isProcessing: false })
  const measured = await measure(waiting.apiUrl, waiting, 6_000).finally(waiting.remove)
  const processing = await startMeasuredPlatform({ customerCellCount: 16 })
  const meanwhile = await measure(processing.apiUrl, processing, 1_500).finally(processing.remove)
  return [
    {
      name: 'single webhooks',
      measured,
      baseline,
      goal: { text: 'ratio >= 0.7', isMet: measured.value >= 0.7 * baseline.value },
      note: 'The queue stands still: on Cloudflare its consumers run elsewhere, here they would share the one thread.',
    },
    { name: 'single webhooks, processed at the same time', measured: meanwhile, baseline },
  ]
}

async function measure(url: string, workerd: MeasuredWorkerd, requestCount: number, path?: string) {
  const target = { url, concurrency, ...(path !== undefined && { path }) }
  await drive({ kind: 'signed-orders', requestCount: warmUpRequests, firstOrderId }, target, workerd)
  const load = { kind: 'signed-orders', requestCount, firstOrderId: firstOrderId + warmUpRequests } as const
  return throughput(await drive(load, target, workerd), 1, 'webhooks/s')
}
