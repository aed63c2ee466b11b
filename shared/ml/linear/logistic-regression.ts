import * as z from 'zod'
import type { JsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { checkClasses } from '../check-dataset.ts'
import { columnsNamed } from '../columns-named.ts'
import type { Dataset, LabelledDataset } from '../dataset.ts'
import type { Estimator, FitFailure, FittedModel } from '../estimator.ts'
import type { Explanation, Explanations } from '../explanation.ts'
import { invalidData, notEnoughData, unreadableArtifact } from '../fit-failures.ts'
import { type DesignTerm, designTerm, designTerms, meanTerm, termValue } from './design-terms.ts'
import { fitByNewton } from './newton.ts'

const kind = 'logistic-regression'

const logisticOptions = z.strictObject({
  /** Penalty on squared coefficients of standardised terms, as the inverse of scikit-learn's `C`; 0: none. */
  l2: z.number().min(0),
  /** Rows without which nothing is learned. */
  fewestRows: z.int().min(2),
})

export type LogisticOptions = z.infer<typeof logisticOptions>

/** One term and what it adds to the log-odds. */
export interface LinearTerm {
  readonly term: DesignTerm
  /** For a number: of one standard deviation. */
  readonly coefficient: number
}

export interface LogisticModel extends FittedModel {
  readonly featureNames: readonly string[]
  readonly intercept: number
  readonly terms: readonly LinearTerm[]
  /** Log-odds of each row. */
  scores(dataset: Dataset): Float64Array
  /** What each feature adds to the log-odds of a row, against the mean of all rows. */
  explain(dataset: Dataset, row: number): Explanation
  /** The same for every row. */
  explainAll(dataset: Dataset): Explanations
}

/**
 * The probability of label 1 by logistic regression with an L2 penalty. Numbers are standardised, a missing one is the mean
 * and has a term of its own, categories have a term each. A category that was not in the training data is taken for the
 * most frequent one.
 */
export const logisticRegression: Estimator<LabelledDataset, LogisticOptions, LogisticModel> = {
  kind,
  defaults: { l2: 1, fewestRows: 10 },
  fit,
  read,
}

function fit(
  dataset: LabelledDataset,
  given: Partial<LogisticOptions> = {},
): Result<LogisticModel, FitFailure> {
  const options = logisticOptions.safeParse({ ...logisticRegression.defaults, ...given })
  if (!options.success) return invalidData(`the options cannot be used: ${z.prettifyError(options.error)}`)
  const { fewestRows, l2 } = options.data
  const checked = checkClasses(dataset, { fewestRows, mayMiss: true })
  if (!checked.ok) return checked
  const terms = designTerms(dataset)
  const coefficients = fitByNewton(dataset, terms, l2)
  if (coefficients === null) {
    return notEnoughData(
      'the classes can be parted without error, or features say the same: a penalty is needed',
    )
  }
  const [intercept = 0, ...slopes] = coefficients
  return succeed(
    logisticModel(
      dataset.featureNames,
      intercept,
      terms.map((term, index) => ({ term, coefficient: slopes[index] as number })),
    ),
  )
}

function logisticModel(
  featureNames: readonly string[],
  intercept: number,
  terms: readonly LinearTerm[],
): LogisticModel {
  const scores = (dataset: Dataset) => {
    const columns = columnsNamed(dataset, featureNames)
    const sums = new Float64Array(dataset.rowCount).fill(intercept)
    for (const { term, coefficient } of terms) {
      for (let row = 0; row < sums.length; row++) {
        sums[row] = (sums[row] as number) + coefficient * termValue(term, columns, row)
      }
    }
    return sums
  }
  const expected = terms.reduce((sum, { term, coefficient }) => sum + coefficient * meanTerm(term), intercept)
  const explained = (dataset: Dataset, first: number, count: number) => {
    const columns = columnsNamed(dataset, featureNames)
    const contributions = featureNames.map(() => new Float64Array(count))
    for (const { term, coefficient } of terms) {
      const mean = meanTerm(term)
      const sums = contributions[term.feature] as Float64Array
      for (let row = 0; row < count; row++) {
        sums[row] = (sums[row] as number) + coefficient * (termValue(term, columns, first + row) - mean)
      }
    }
    return { expected, contributions }
  }
  return {
    featureNames,
    intercept,
    terms,
    scores,
    predict: (dataset) => scores(dataset).map((score) => 1 / (1 + Math.exp(-score))),
    explain(dataset, row) {
      const { contributions } = explained(dataset, row, 1)
      return { expected, contributions: Float64Array.from(contributions, ([only = 0]) => only) }
    },
    explainAll: (dataset) => explained(dataset, 0, dataset.rowCount),
    toArtifact() {
      const artifact: z.infer<typeof logisticArtifact> = {
        kind,
        version: 1,
        featureNames: [...featureNames],
        intercept,
        terms: structuredClone([...terms]),
      }
      return artifact as JsonObject
    },
  }
}

const logisticArtifact = z
  .strictObject({
    kind: z.literal(kind),
    version: z.literal(1),
    featureNames: z.array(z.string()).min(1),
    intercept: z.number(),
    terms: z.array(z.strictObject({ term: designTerm, coefficient: z.number() })),
  })
  .refine(
    ({ featureNames, terms }) => terms.every(({ term }) => term.feature < featureNames.length),
    'a term is of a feature that is not there',
  )

function read(artifact: unknown): Result<LogisticModel, FitFailure> {
  const parsed = logisticArtifact.safeParse(artifact)
  if (!parsed.success) return unreadableArtifact(z.prettifyError(parsed.error))
  const { featureNames, intercept, terms } = parsed.data
  return succeed(logisticModel(featureNames, intercept, terms))
}
