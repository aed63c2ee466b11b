import { describe, expect, it } from 'vitest'
import type { Result } from '#shared/kernel/result.ts'
import type { Dataset, LabelledDataset } from '#shared/ml/dataset.ts'
import type { Estimator, FitFailure, FittedModel } from '#shared/ml/estimator.ts'
import { type HardDataset, hardDatasets } from './hard-datasets.ts'

/** What the contract has to know of an estimator to try it. */
export interface EstimatorExample<Learned extends Dataset, Options, Model extends FittedModel> {
  readonly estimator: Estimator<Learned, Options, Model>
  /** Made anew at each call: something that can be learned in well under a second. */
  readonly learned: () => Learned
  /** Rows it has not seen, with the same features. */
  readonly unseen: () => Dataset
  readonly options?: Partial<Options>
  /** `classes`: labels are 0 or 1 and both are needed. `numbers`: any number. `none`: there are no labels. */
  readonly labels: 'classes' | 'numbers' | 'none'
  /** Fewer rows than this are refused as not enough data. */
  readonly fewestRows: number
  /** Whether NaN among the features means missing and is learned from, or is refused. */
  readonly missing: 'learned' | 'refused'
  /** What happens when no column has two values: learned (a constant is predicted) or refused as not enough data. */
  readonly constantFeatures: 'learned' | 'refused'
  /** More that must be refused, by name. */
  readonly refused?: Readonly<Record<string, { dataset: () => Learned; kind: FitFailure['kind'] }>>
}

/** The promises that every estimator keeps, tried on one: called by its `<name>.contract.test.ts`. */
export function describeEstimator<Learned extends Dataset, Options, Model extends FittedModel>(
  example: EstimatorExample<Learned, Options, Model>,
): void {
  const { estimator, learned, unseen, options } = example
  const learn = (dataset: Learned) => estimator.fit(dataset, options)

  describe(`the estimator ${estimator.kind}`, () => {
    it('gives the same model for the same data and options, whatever was fitted in between', () => {
      const first = fitted(learn(learned()))
      learn(slice(learned(), Math.ceil(learned().rowCount * 0.7)))
      const second = fitted(learn(learned()))
      expect(second.toArtifact()).toEqual(first.toArtifact())
      expect([...second.predict(unseen())]).toEqual([...first.predict(unseen())])
    })

    it('predicts the same after its artifact went through JSON', () => {
      const model = fitted(learn(learned()))
      const artifact = model.toArtifact()
      expect(artifact.kind).toBe(estimator.kind)
      const read = fitted(estimator.read(JSON.parse(JSON.stringify(artifact))))
      expect([...read.predict(unseen())]).toEqual([...model.predict(unseen())])
      expect(read.toArtifact()).toEqual(artifact)
    })

    it('changes neither the data nor the options nor itself', () => {
      const dataset = learned()
      const rows = unseen()
      const given = structuredClone(options)
      const model = fitted(estimator.fit(dataset, options))
      const artifact = JSON.stringify(model.toArtifact())
      model.predict(rows)
      expect(dataset).toEqual(learned())
      expect(rows).toEqual(unseen())
      expect(options).toEqual(given)
      expect(JSON.stringify(model.toArtifact())).toBe(artifact)
    })

    it('predicts one finite number a row, each row by itself', () => {
      const model = fitted(learn(learned()))
      const rows = unseen()
      const predicted = model.predict(rows)
      expect(predicted).toHaveLength(rows.rowCount)
      expect(predicted.every(Number.isFinite)).toBe(true)
      expect([...model.predict(slice(rows, 3))]).toEqual([...predicted.subarray(0, 3)])
      expect(model.predict(slice(rows, 0))).toHaveLength(0)
    })

    it('throws for rows without a feature it was fitted on', () => {
      const model = fitted(learn(learned()))
      const { featureNames, columns, ...rest } = unseen()
      const without = { ...rest, featureNames: featureNames.slice(1), columns: columns.slice(1) }
      expect(() => model.predict(without)).toThrow(featureNames[0])
    })

    it.each([[null], [{}], ['text'], [[]], [{ kind: 'something-else' }]])(
      'reads no model from %j',
      (artifact) => {
        expect(failureKind(estimator.read(artifact))).toBe('unreadable-artifact')
      },
    )

    it('reads no model from an artifact that lost a part', () => {
      const artifact = fitted(learn(learned())).toArtifact()
      for (const name of Object.keys(artifact)) {
        const { [name]: _lost, ...rest } = artifact
        expect([name, failureKind(estimator.read(rest))]).toEqual([name, 'unreadable-artifact'])
      }
    })

    describe.each(hardDatasets(learned(), example))('with $name', ({ dataset, expected }: HardDataset) => {
      it(expected, () => {
        const outcome = learn(dataset as Learned)
        if (expected !== 'learned') return expect(failureKind(outcome)).toBe(expected)
        const predicted = fitted(outcome).predict(unseen())
        expect(predicted.every(Number.isFinite)).toBe(true)
      })
    })

    it.each(Object.entries(example.refused ?? {}))('refuses %s', (_name, { dataset, kind }) => {
      expect(failureKind(learn(dataset()))).toBe(kind)
    })
  })
}

/** The model, where fitting or reading had to succeed. */
export function fitted<Model extends FittedModel>(outcome: Result<Model, FitFailure>): Model {
  if (!outcome.ok) throw new Error(`${outcome.failure.kind}: ${outcome.failure.message}`)
  return outcome.value
}

function failureKind(outcome: Result<FittedModel, FitFailure>): string {
  if (outcome.ok) return 'it was learned'
  expect(outcome.failure.message).not.toBe('')
  expect(outcome.failure.retryable).toBe(false)
  return outcome.failure.kind
}

/** The first rows of a dataset. */
function slice<Rows extends Dataset>(dataset: Rows, rowCount: number): Rows {
  const { labels, weights } = dataset as Partial<LabelledDataset>
  return {
    ...dataset,
    rowCount,
    columns: dataset.columns.map((column) => column.slice(0, rowCount)),
    ...(labels !== undefined && { labels: labels.slice(0, rowCount) }),
    ...(weights !== undefined && { weights: weights.slice(0, rowCount) }),
  }
}
