import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'

export type RMethod = 'ets' | 'stlf' | 'thetaf' | 'auto.arima' | 'croston'

const answer = z.object({
  version: z.string(),
  methods: z.record(z.string(), z.object({ points: z.array(z.array(z.number())), seconds: z.number() })),
})

/** What R's package `forecast` says of some series by some methods, with the milliseconds of processor time a series took. */
export interface ForecastsByR {
  readonly version: string
  readonly methods: readonly {
    readonly name: string
    readonly points: readonly Float64Array[]
    readonly cpuMs: number
  }[]
}

/** Whether `Rscript` is here with the packages `forecast` and `jsonlite`. */
export function isRHere(): boolean {
  const packages = 'q(status = !all(sapply(c("forecast", "jsonlite"), requireNamespace, quietly = TRUE)))'
  return spawnSync('Rscript', ['-e', packages], { stdio: 'ignore' }).status === 0
}

export function forecastByR(
  series: readonly Float64Array[],
  { season, horizon, methods }: { season: number; horizon: number; methods: readonly RMethod[] },
): ForecastsByR {
  const folder = mkdtempSync(join(tmpdir(), 'patron-r-'))
  try {
    const [asked, answered] = [join(folder, 'asked.json'), join(folder, 'answered.json')]
    const rows = series.map((values) => [...values])
    writeFileSync(asked, JSON.stringify({ season, horizon, methods, series: rows }))
    const { status, stderr } = spawnSync(
      'Rscript',
      [join(import.meta.dirname, 'forecast.R'), asked, answered],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`Rscript failed: ${stderr}`)
    const read = answer.parse(JSON.parse(readFileSync(answered, 'utf8')))
    return {
      version: read.version,
      methods: Object.entries(read.methods).map(([name, { points, seconds }]) => ({
        name,
        points: points.map((row) => Float64Array.from(row)),
        cpuMs: (1000 * seconds) / series.length,
      })),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
