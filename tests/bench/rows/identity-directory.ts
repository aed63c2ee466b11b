import { atLeast, type Figure, type Measured } from '../figures/figure.ts'
import { percentiles } from '../figures/percentiles.ts'
import { type BenchWorker, startBenchWorker } from '../platforms/bench-worker.ts'
import type { DirectoryOrder, DirectoryReply } from '../workers/directory-worker.ts'

const customerCount = 1_666_667
const customersPerFill = 100_000
const claimCount = 100
const batchCount = 400

/** Events a second that the identity directory resolves with 5 M identifiers loaded, 100 events of 3 a call. */
export async function identityDirectory(): Promise<Figure[]> {
  const worker = await startBenchWorker('directory-worker', 'FilledDirectory')
  try {
    let identifierCount = 0
    for (let from = 0; from < customerCount; from += customersPerFill) {
      const to = Math.min(from + customersPerFill, customerCount)
      identifierCount = (await ask(worker, { kind: 'fill', from, to })).identifierCount
    }
    if (identifierCount !== customerCount * 3) throw new Error(`${identifierCount} identifiers were loaded`)
    await measure(worker, 'look-up', 1)
    const baseline = await measure(worker, 'look-up', 2)
    await measure(worker, 'resolve', 3)
    const measured = await measure(worker, 'resolve', 4)
    return [
      {
        name: 'identity directory, 5 M identifiers, 100 events of 3 identifiers a call',
        measured,
        baseline: {
          ...baseline,
          name: 'the same identifiers looked up one by one, nothing decided or written',
        },
        goal: atLeast(measured.value, 40_000, '>= 40,000/s'),
        note: 'One event in fifty is of a new customer. p50 and p99 are of calls.',
      },
    ]
  } finally {
    await worker.remove()
  }
}

async function measure(worker: BenchWorker, kind: 'resolve' | 'look-up', seed: number): Promise<Measured> {
  const cpuBeforeMs = worker.cpuMs()
  const { elapsedMs, batchMs } = await ask(worker, { kind, batchCount, claimCount, customerCount, seed })
  const eventCount = batchCount * claimCount
  return {
    value: (eventCount / elapsedMs) * 1000,
    unit: 'events/s',
    ...percentiles(batchMs),
    cpuMicros: ((worker.cpuMs() - cpuBeforeMs) * 1000) / eventCount,
  }
}

async function ask(worker: BenchWorker, order: DirectoryOrder): Promise<DirectoryReply> {
  const answer = await fetch(worker.url, { method: 'POST', body: JSON.stringify(order) })
  if (!answer.ok) throw new Error(`the directory answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as DirectoryReply
}
