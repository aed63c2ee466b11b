import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayMs } from '#shared/kernel/time.ts'
import { seriesSurprise } from '#shared/ml/anomalies/series-surprise.ts'
import type { ModelTask } from '../model-figure.ts'
import { nabProfiles, nabScore, probationRowCount, type ScoredSeries } from '../nab-score.ts'

interface NabSeries {
  readonly values: Float64Array
  /** Values a day. */
  readonly dayCount: number
  readonly windows: readonly (readonly [number, number])[]
}

/** The open categories of the Numenta Anomaly Benchmark, each value judged as it arrives. */
export const task: ModelTask = {
  name: 'nab',
  data: 'nab',
  async measure(folder) {
    const series = readSeries(folder)
    const ours = series.map(
      ({ values, dayCount, windows }): ScoredSeries => ({
        windows,
        scores: seriesSurprise(values, {
          recentCount: probationRowCount(values.length),
          seasonCount: dayCount,
          quietCount: Math.floor(probationRowCount(values.length) / 5),
        }),
      }),
    )
    const plain = series.map(
      ({ values, windows }): ScoredSeries => ({ windows, scores: windowedDeviations(values, 500) }),
    )
    const figure = (
      profile: keyof typeof nabProfiles,
      what: string,
      goal: number | null,
      published: string,
    ) => ({
      what: `NAB, ${series.length} series of the open categories: ${what} score`,
      ours: nabScore(ours, nabProfiles[profile]),
      goal: goal === null ? null : { atLeast: goal },
      baseline: { name: 'windowed mean and deviation', value: nabScore(plain, nabProfiles[profile]) },
      published,
    })
    return [
      figure(
        'standard',
        'standard',
        58,
        'all categories: KNN-CAD 58.0, random cut forest 51.7, windowed Gaussian 39.6',
      ),
      figure(
        'fewFalsePositives',
        'low false positive',
        null,
        'all categories: KNN-CAD 43.4, random cut forest 38.4',
      ),
      figure(
        'fewFalseNegatives',
        'low false negative',
        null,
        'all categories: KNN-CAD 64.8, random cut forest 59.7',
      ),
    ]
  },
}

function readSeries(folder: string): NabSeries[] {
  const unpacked = mkdtempSync(join(tmpdir(), 'patron-nab-'))
  try {
    execFileSync('tar', ['xzf', join(folder, 'nab_open.tar.gz'), '-C', unpacked])
    const windows: Record<string, [string, string][]> = JSON.parse(
      readFileSync(join(unpacked, 'combined_windows.json'), 'utf8'),
    )
    const folders = readdirSync(unpacked, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    return folders.flatMap(({ name }) =>
      readdirSync(join(unpacked, name)).map((file) =>
        seriesOf(readFileSync(join(unpacked, name, file), 'utf8'), windows[`${name}/${file}`] ?? []),
      ),
    )
  } finally {
    rmSync(unpacked, { recursive: true })
  }
}

function seriesOf(text: string, windows: readonly (readonly [string, string])[]): NabSeries {
  const [, ...lines] = text.trim().split(/\r?\n/)
  const times = lines.map((line) => momentOf(line.slice(0, line.indexOf(','))))
  const steps = times.slice(1).map((time, row) => time - (times[row] ?? 0))
  const stepMs = steps.sort((left, right) => left - right)[steps.length >> 1] ?? dayMs
  return {
    values: Float64Array.from(lines, (line) => Number(line.slice(line.indexOf(',') + 1))),
    dayCount: Math.max(1, Math.round(dayMs / stepMs)),
    windows: windows.map(
      ([from, to]) => [times.indexOf(momentOf(from)), times.indexOf(momentOf(to))] as const,
    ),
  }
}

function momentOf(text: string): number {
  return Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`)
}

function windowedDeviations(values: Float64Array, windowCount: number): Float64Array {
  return values.map((value, row) => {
    const before = values.subarray(Math.max(0, row - windowCount), row)
    if (before.length < 10) return 0
    const mean = before.reduce((sum, other) => sum + other, 0) / before.length
    const variance = before.reduce((sum, other) => sum + (other - mean) ** 2, 0) / before.length
    return Math.abs(value - mean) / (Math.sqrt(variance) + 1e-6)
  })
}
