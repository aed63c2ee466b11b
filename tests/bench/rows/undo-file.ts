import type { Overview } from '#shared/contracts/overview.ts'
import { below, type Figure } from '../figures/figure.ts'
import { importIn, importOrderLines } from '../load/import-order-lines.ts'
import { type MeasuredPlatform, startMeasuredPlatform } from '../platforms/measured-platform.ts'

/** PATRON_FILE_MB: a file of another size. */
const fileBytes = Number(process.env.PATRON_FILE_MB ?? 10) * 1_000_000
/** PATRON_CELLS=0: an object for each customer. */
const customerCellCount = Number(process.env.PATRON_CELLS ?? 16)

/** An import has predictions and forecasts made, which is no part of it. */
const idlePollMs = 2_000
const mostIdleMs = 100

/** How long it takes to undo the import of a file of orders, until nothing is left of it, next to importing it. */
export async function undoFile(): Promise<Figure[]> {
  const platform = await startMeasuredPlatform({ customerCellCount })
  try {
    const counts = { byteCount: 0, rowCount: 0, orderCount: 0 }
    const measure = async <Value>(work: () => Promise<Value>) => {
      const cpuBeforeMs = platform.cpuMs()
      const startedMs = performance.now()
      const value = await work()
      return { value, elapsedMs: performance.now() - startedMs, cpuMs: platform.cpuMs() - cpuBeforeMs }
    }
    const loaded = await measure(() => importOrderLines(platform, fileBytes, counts))
    const { id } = loaded.value
    await untilIdle(platform)
    const undone = await measure(async () => {
      const begun = await platform.api(`/v1/imports/${id}/undo`, { method: 'POST' })
      if (!begun.ok) throw new Error(`the undo was answered ${begun.status}: ${await begun.text()}`)
      return importIn(platform, id, 'undone')
    })
    const { allTime, customerCount } = await platform.get<Overview>('/v1/overview')
    const isExact = allTime.orderCount === 0 && customerCount === 0
    if (!isExact) console.log('  left', allTime, customerCount)
    const size = `${Math.round(counts.byteCount / 1e6)} MB of order lines, ${counts.orderCount} orders, ${customerCellCount} cells`
    return [
      {
        name: `undo of an import of ${size}`,
        measured: {
          value: undone.elapsedMs / 1000,
          unit: 's',
          cpuMicros: (undone.cpuMs * 1000) / counts.orderCount,
        },
        baseline: {
          name: 'importing it',
          value: loaded.elapsedMs / 1000,
          unit: 's',
          cpuMicros: (loaded.cpuMs * 1000) / counts.orderCount,
        },
        goal: below(undone.elapsedMs, loaded.elapsedMs, 'as quick as importing it'),
        note: 'CPU is per order.',
      },
      {
        name: 'the same: orders and customers left',
        measured: { value: isExact ? 1 : 0, unit: 'exact' },
        goal: { text: 'none', isMet: isExact },
      },
    ]
  } finally {
    await platform.remove()
  }
}

/** Waits until the platform does next to nothing. */
async function untilIdle(platform: MeasuredPlatform): Promise<void> {
  for (let before = platform.cpuMs(); ; ) {
    await new Promise((resolve) => setTimeout(resolve, idlePollMs))
    const now = platform.cpuMs()
    // Not a number where processor time cannot be told.
    if (!(now - before > mostIdleMs)) return
    before = now
  }
}
