import { z } from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { Minimum } from '../../optimisation/box.ts'
import { minimiseByNelderMead, type NelderMeadOptions } from '../../optimisation/nelder-mead.ts'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset } from '../dataset.ts'
import type { Estimator, FitFailure } from '../estimator.ts'
import { unreadableArtifact } from '../fit-failures.ts'
import { distinctHistories, repeatFeatures, roundedHistories } from './repeat-history.ts'
import type { RepeatLaw, RepeatModel } from './repeat-model.ts'

export interface RepeatOptions {
  /** How far ahead `predict` looks, in the unit of the histories' times; null: as far as the longest age looks back. */
  readonly horizon: number | null
  /**
   * How far the logarithm of a parameter may be from 0 before it counts (times measured by the longest age): the standard
   * deviation of a normal prior. Where the data say little of a parameter it keeps it from running away to 0 or infinity;
   * infinity is plain maximum likelihood.
   */
  readonly logDeviation: number
}

const defaults: RepeatOptions = { horizon: null, logDeviation: 5 }
/** Of the logarithm of a parameter, times measured by the longest age. Nothing plausible is outside. */
const logBound = 8
/** Of more different histories the way is sought with times rounded to so many parts, and only the end with all of them. */
const manyHistories = 4000
const roughParts = 50
const endOptions = { stepSize: 0.01, valueTolerance: 1e-9, pointTolerance: 1e-3, maxRestarts: 0 }

/** Makes an estimator of a law: the parameters of the highest penalised likelihood, sought by Nelder and Mead. */
export function repeatEstimator(law: RepeatLaw): Estimator<Dataset, RepeatOptions, RepeatModel> {
  const { kind, parameterNames } = law
  const artifactShape = z.object({
    kind: z.literal(kind),
    horizon: z.number().positive(),
    logLikelihood: z.number(),
    parameters: z.object(Object.fromEntries(parameterNames.map((name) => [name, z.number().positive()]))),
  })
  const fittedModel = (artifact: z.infer<typeof artifactShape>): RepeatModel => {
    const formulas = law.formulas(parameterNames.map((name) => artifact.parameters[name] as number))
    return {
      ...formulas,
      kind,
      parameters: artifact.parameters,
      logLikelihood: artifact.logLikelihood,
      predict: (dataset) => {
        const [frequency, recency, age] = columnsNamed(dataset, repeatFeatures) as [
          Float64Array,
          Float64Array,
          Float64Array,
        ]
        return Float64Array.from(frequency, (count, row) =>
          formulas.expectedFurther(
            { frequency: count, recency: recency[row] as number, age: age[row] as number },
            artifact.horizon,
          ),
        )
      },
      toArtifact: () => ({ ...artifact, parameters: { ...artifact.parameters } }),
    }
  }
  return {
    kind,
    defaults,
    fit: (dataset, options = {}) => {
      const { horizon, logDeviation } = { ...defaults, ...options }
      const histories = distinctHistories(dataset)
      if (!histories.ok) return histories
      const { longestAge } = histories.value
      const units = parameterNames.map((name) => (law.timeParameters.includes(name) ? longestAge : 1))
      const likelihood = law.logLikelihood(histories.value)
      const parametersAt = (point: Float64Array): Float64Array =>
        point.map((value, index) => Math.exp(value) * (units[index] as number))
      const minimise = (
        ofAll: typeof likelihood,
        start: ArrayLike<number>,
        options: Partial<NelderMeadOptions>,
      ): Minimum =>
        minimiseByNelderMead(
          (point) =>
            point.reduce((sum, value) => sum + 0.5 * (value / logDeviation) ** 2, 0) -
            ofAll(parametersAt(point)),
          start,
          { low: parameterNames.map(() => -logBound), high: parameterNames.map(() => logBound) },
          options,
        )
      const start = new Float64Array(parameterNames.length)
      const isMany = histories.value.frequency.length > manyHistories
      const rough = isMany
        ? minimise(law.logLikelihood(roundedHistories(histories.value, roughParts)), start, {}).point
        : start
      const found = minimise(likelihood, rough, isMany ? endOptions : {})
      const parameters = parametersAt(found.point)
      return succeed(
        fittedModel({
          kind,
          horizon: horizon ?? longestAge,
          logLikelihood: likelihood(parameters),
          parameters: Object.fromEntries(
            parameterNames.map((name, index) => [name, parameters[index] as number]),
          ),
        }),
      )
    },
    read: (artifact): Result<RepeatModel, FitFailure> => {
      const parsed = artifactShape.safeParse(artifact)
      if (parsed.success) return succeed(fittedModel(parsed.data))
      return unreadableArtifact(z.prettifyError(parsed.error))
    },
  }
}
