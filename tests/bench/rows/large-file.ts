import { atLeast, below, type Figure } from '../figures/figure.ts'
import { residentMb } from '../figures/process-usage.ts'
import { importOrderLines } from '../load/import-order-lines.ts'
import { watchIsolates } from '../platforms/isolate-heaps.ts'
import { startMeasuredPlatform } from '../platforms/measured-platform.ts'
import { freePort } from '../platforms/worker-heap.ts'

/** PATRON_FILE_MB: a smaller file, for comparing two builds quickly. */
const fileBytes = Number(process.env.PATRON_FILE_MB ?? 100) * 1_000_000
/** PATRON_ISOLATES=1: what each isolate holds, too. With the inspector open the import takes about a third longer. */
const isWatchingIsolates = process.env.PATRON_ISOLATES === '1'
const pollEveryMs = 200

/**
 * The import of a file of 100 MB by people who are new, from the first byte sent until every order is visible everywhere: how fast, and
 * how much workerd grows, with its databases and files.
 */
export async function largeFile(): Promise<Figure[]> {
  const inspectorPort = isWatchingIsolates ? await freePort() : undefined
  const platform = await startMeasuredPlatform({
    customerCellCount: 16,
    ...(inspectorPort !== undefined && { inspectorPort }),
  })
  const isolates = inspectorPort === undefined ? undefined : await watchIsolates(inspectorPort)
  const memory = watchMemory(platform.pid)
  try {
    const counts = { byteCount: 0, rowCount: 0, orderCount: 0 }
    const cpuBeforeMs = platform.cpuMs()
    const startedMs = performance.now()
    const view = await importOrderLines(platform, fileBytes, counts)
    const elapsedMs = performance.now() - startedMs
    const cpuMs = platform.cpuMs() - cpuBeforeMs
    const { beforeMb, peakMb, afterMb } = memory.take()
    const largest = isolates?.peaks().slice(0, 4) ?? []
    const isolateTexts = largest.map(({ name, peakMb }) => `${name} ${peakMb.toFixed()} MB`)
    if (isolates !== undefined) console.log(`  isolates at most: ${isolateTexts.join(', ')}`)
    const isExact = view.rowCount === counts.rowCount && view.orderCount === counts.orderCount
    if (!isExact) console.log('  found', view.rowCount, view.orderCount, 'but sent', counts)
    return [
      {
        name: `import of ${Math.round(counts.byteCount / 1e6)} MB of order lines, 16 cells: ${counts.rowCount} rows, upload and all (${Math.round(elapsedMs / 100) / 10} s)`,
        measured: {
          value: (counts.rowCount / elapsedMs) * 1000,
          unit: 'rows/s',
          cpuMicros: (cpuMs * 1000) / counts.rowCount,
        },
        goal: atLeast((counts.rowCount / elapsedMs) * 1000, 8_000, '>= 8,000/s'),
        note: `CPU is per row of the file: ${((cpuMs / counts.rowCount) * 100).toFixed(2)} s for 100,000 rows.`,
      },
      {
        name: `the same: memory that workerd took more than before (${beforeMb.toFixed()} MB before, ${peakMb.toFixed()} at most, ${afterMb.toFixed()} at the end)`,
        measured: { value: peakMb - beforeMb, unit: 'MB' },
        goal: below(peakMb - beforeMb, 256, '< 256 MB'),
        note: 'PATRON_ISOLATES=1 tells what each isolate holds.',
      },
      {
        name: `the same: ${counts.orderCount} orders`,
        measured: { value: isExact ? 1 : 0, unit: 'exact' },
        goal: { text: 'as many rows and orders as were sent', isMet: isExact },
      },
    ]
  } finally {
    memory.stop()
    isolates?.stop()
    await platform.remove()
  }
}

interface WatchedMemory {
  take(): { beforeMb: number; peakMb: number; afterMb: number }
  stop(): void
}

/** Watches what a process has in memory, from now on. */
function watchMemory(pid: number): WatchedMemory {
  const nowMb = () => residentMb(pid) ?? Number.NaN
  const beforeMb = nowMb()
  let peakMb = beforeMb
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, nowMb())
  }, pollEveryMs)
  return {
    take: () => ({ beforeMb, peakMb: Math.max(peakMb, nowMb()), afterMb: nowMb() }),
    stop: () => clearInterval(timer),
  }
}
