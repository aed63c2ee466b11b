import { z } from 'zod'
import { succeed } from '../../kernel/result.ts'
import { minimiseByNelderMead } from '../../optimisation/nelder-mead.ts'
import { logGamma } from '../../statistics/log-gamma.ts'
import { checkDataset } from '../check-dataset.ts'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset } from '../dataset.ts'
import type { Estimator, FittedModel } from '../estimator.ts'
import { notEnoughData, unreadableArtifact } from '../fit-failures.ts'

export interface GammaGammaOptions {
  /** As of the customer-base models: the deviation of the prior of the parameters' logarithms (value scale: the mean value). */
  readonly logDeviation: number
}

/** A fitted one; `predict` gives the mean value to expect of each row's future events. */
export interface GammaGammaModel extends FittedModel {
  readonly parameters: { readonly p: number; readonly q: number; readonly v: number }
  readonly logLikelihood: number
  /** The mean value of the events to come of somebody whose last `frequency` events had this mean; with 0, of anybody. */
  expectedValue(frequency: number, meanValue: number): number
}

const featureNames = ['frequency', 'meanValue'] as const
const fewestRows = 20
const fewestRepeaters = 10
/** The mean over people is finite from q = 1 on. */
const smallestQ = 1.05

const artifactShape = z.object({
  kind: z.literal('gamma-gamma'),
  parameters: z.object({ p: z.number().positive(), q: z.number().gt(1), v: z.number().positive() }),
  logLikelihood: z.number(),
})

/**
 * Gamma-Gamma: each event of a person has a value, gamma(p, rate) with a rate of their own, gamma(q, v) over people. Fader and
 * Hardie 2013, "The Gamma-Gamma model of monetary value"; Fader, Hardie and Lee 2005, "RFM and CLV".
 *
 * Columns: `frequency` (events with a value, best without the first) and `meanValue` of them. Rows without such events or without
 * a value above 0 teach nothing; for them the mean of all people is expected.
 */
export const gammaGamma: Estimator<Dataset, GammaGammaOptions, GammaGammaModel> = {
  kind: 'gamma-gamma',
  defaults: { logDeviation: 10 },
  fit: (dataset, options = {}) => {
    const checked = checkDataset(dataset, { fewestRows, mayMiss: false })
    if (!checked.ok) return checked
    const [frequency, meanValue] = columnsNamed(dataset, featureNames) as [Float64Array, Float64Array]
    const rows = Array.from({ length: dataset.rowCount }, (_, row) => row).filter(
      (row) => (frequency[row] as number) > 0 && (meanValue[row] as number) > 0,
    )
    const values = rows.map((row) => meanValue[row] as number)
    if (rows.length < fewestRepeaters || new Set(values).size < 2) {
      return notEnoughData(
        `${rows.length} people came back with a value, ${fewestRepeaters} with different ones are needed`,
      )
    }
    const scale = values.reduce((sum, value) => sum + value, 0) / values.length
    const x = Float64Array.from(rows, (row) => frequency[row] as number)
    const z = Float64Array.from(values, (value) => value / scale)
    const logDeviation = options.logDeviation ?? gammaGamma.defaults.logDeviation
    const found = minimiseByNelderMead(
      (point) =>
        point.reduce((sum, value) => sum + 0.5 * (value / logDeviation) ** 2, 0) -
        logLikelihood(
          x,
          z,
          Math.exp(point[0] as number),
          Math.exp(point[1] as number),
          Math.exp(point[2] as number),
        ),
      [1, 1, 0],
      { low: [-8, Math.log(smallestQ), -8], high: [8, 8, 8] },
    )
    const [p, q, v] = [...found.point].map(Math.exp) as [number, number, number]
    return succeed(
      gammaGammaModel({
        kind: 'gamma-gamma',
        parameters: { p, q, v: v * scale },
        // Densities of values in their own unit.
        logLikelihood: logLikelihood(x, z, p, q, v) - rows.length * Math.log(scale),
      }),
    )
  },
  read: (artifact) => {
    const parsed = artifactShape.safeParse(artifact)
    return parsed.success
      ? succeed(gammaGammaModel(parsed.data))
      : unreadableArtifact(z.prettifyError(parsed.error))
  },
}

/** Eq. 1a of the note, for mean values z of x events each. */
function logLikelihood(x: Float64Array, z: Float64Array, p: number, q: number, v: number): number {
  const ofAll = q * Math.log(v) - logGamma(q)
  let sum = x.length * ofAll
  for (let row = 0; row < x.length; row += 1) {
    const events = x[row] as number
    const mean = z[row] as number
    sum +=
      logGamma(p * events + q) -
      logGamma(p * events) +
      (p * events - 1) * Math.log(mean) +
      p * events * Math.log(events) -
      (p * events + q) * Math.log(events * mean + v)
  }
  return sum
}

function gammaGammaModel(artifact: z.infer<typeof artifactShape>): GammaGammaModel {
  const { p, q, v } = artifact.parameters
  const expectedValue = (frequency: number, meanValue: number): number =>
    frequency > 0 && meanValue > 0
      ? (p * (v + frequency * meanValue)) / (p * frequency + q - 1)
      : (p * v) / (q - 1)
  return {
    parameters: artifact.parameters,
    logLikelihood: artifact.logLikelihood,
    expectedValue,
    predict: (dataset) => {
      const [frequency, meanValue] = columnsNamed(dataset, featureNames) as [Float64Array, Float64Array]
      return frequency.map((count, row) => expectedValue(count, meanValue[row] as number))
    },
    toArtifact: () => ({ ...artifact, parameters: { ...artifact.parameters } }),
  }
}
