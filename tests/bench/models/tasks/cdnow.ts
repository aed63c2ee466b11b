import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Dataset } from '#shared/ml/dataset.ts'
import { bgNbd, mbgNbd } from '#shared/ml/lifetime-value/beta-geometric.ts'
import { gammaGamma } from '#shared/ml/lifetime-value/gamma-gamma.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'
import { repeatEstimator } from '#shared/ml/lifetime-value/repeat-estimator.ts'
import { collectDays, correlation, dayOf, meanAbsoluteError, splitAt } from '../event-days.ts'
import type { ModelFigure, ModelTask } from '../model-figure.ts'
import { gzippedLines } from '../public-data.ts'

const holdOutWeeks = 39
const published = {
  'bg-nbd': { parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, logLikelihood: -9582.43 },
  'pareto-nbd': { parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }, logLikelihood: -9594.98 },
} as const
const spending = { p: 6.25, q: 3.74, v: 15.44 }

/** CDNOW, the 1/10 sample of Fader and Hardie: 39 weeks to 1997-09-30 are known, the repeats of the 39 weeks after foretold. */
export const task: ModelTask = {
  name: 'cdnow',
  data: 'cdnow',
  async measure(folder) {
    const days = collectDays(
      gzippedLines(folder, 'CDNOW_sample.txt.gz').map((line) => {
        const [person = '', , date = ''] = line.trim().split(/\s+/)
        return [person, dayOf(date)]
      }),
    )
    const { dataset, further } = splitAt(days, dayOf('19970930'))
    const figures: ModelFigure[] = []
    const [frequency, , age] = dataset.columns as [Float64Array, Float64Array, Float64Array]
    const pastRate = frequency.map((count, row) => (count / Math.max(1, age[row] as number)) * holdOutWeeks)
    for (const law of [bgNbd, mbgNbd, paretoNbd]) {
      const estimator = repeatEstimator(law)
      const fitted = estimator.fit(dataset, { horizon: holdOutWeeks })
      if (!fitted.ok) throw new Error(fitted.failure.message)
      const expected = fitted.value.predict(dataset)
      const isMain = law === paretoNbd
      figures.push(
        {
          what: `CDNOW ${law.kind}, hold-out correlation`,
          ours: correlation(expected, further),
          goal: isMain ? { atLeast: 0.63 } : null,
          baseline: { name: 'past rate', value: correlation(pastRate, further) },
          published: law === bgNbd ? '0.626 (BG/NBD)' : law === paretoNbd ? '0.630 (Pareto/NBD)' : null,
        },
        {
          what: `CDNOW ${law.kind}, hold-out MAE`,
          ours: meanAbsoluteError(expected, further),
          goal: isMain ? { atMost: 0.78 } : null,
          baseline: { name: 'past rate', value: meanAbsoluteError(pastRate, further) },
          published: null,
        },
      )
      figures.push(
        ...againstPublished(law.kind, summary(folder), (histories) => {
          const exact = estimator.fit(histories, { logDeviation: Number.POSITIVE_INFINITY })
          if (!exact.ok) throw new Error(exact.failure.message)
          return exact.value
        }),
      )
    }
    figures.push(spendingFigure(folder))
    return figures
  },
}

function againstPublished(
  kind: string,
  histories: Dataset,
  learn: (histories: Dataset) => { parameters: Readonly<Record<string, number>>; logLikelihood: number },
): ModelFigure[] {
  if (kind !== 'bg-nbd' && kind !== 'pareto-nbd') return []
  const { parameters, logLikelihood } = learn(histories)
  return [
    {
      what: `CDNOW ${kind}, greatest deviation of a parameter from the published`,
      ours: greatestDeviation(parameters, published[kind].parameters),
      goal: { atMost: 0.005 },
      baseline: null,
      published: JSON.stringify(published[kind].parameters),
    },
    {
      what: `CDNOW ${kind}, deviation of the log-likelihood`,
      ours: Math.abs(logLikelihood - published[kind].logLikelihood),
      goal: { atMost: 0.01 },
      baseline: null,
      published: String(published[kind].logLikelihood),
    },
  ]
}

function spendingFigure(folder: string): ModelFigure {
  const rows = csvRows(folder, 'cdnow_customers_summary_with_transactions.csv')
  const fitted = gammaGamma.fit({
    rowCount: rows.length,
    featureNames: ['frequency', 'meanValue'],
    columns: [1, 4].map((column) => Float64Array.from(rows, (row) => row[column] as number)),
  })
  if (!fitted.ok) throw new Error(fitted.failure.message)
  return {
    what: 'CDNOW gamma-gamma, greatest deviation of a parameter from the published',
    ours: greatestDeviation(fitted.value.parameters, spending),
    goal: { atMost: 0.005 },
    baseline: null,
    published: JSON.stringify(spending),
  }
}

function summary(folder: string): Dataset {
  const rows = csvRows(folder, 'cdnow_customers_summary.csv')
  return {
    rowCount: rows.length,
    featureNames: ['frequency', 'recency', 'age'],
    columns: [1, 2, 3].map((column) => Float64Array.from(rows, (row) => row[column] as number)),
  }
}

function csvRows(folder: string, file: string): number[][] {
  const lines = readFileSync(join(folder, file), 'utf8').trim().split(/\r?\n/)
  return lines.slice(1).map((line) => line.split(',').map(Number))
}

function greatestDeviation(
  found: Readonly<Record<string, number>>,
  expected: Readonly<Record<string, number>>,
): number {
  return Math.max(
    ...Object.entries(expected).map(([name, value]) => Math.abs((found[name] as number) / value - 1)),
  )
}
