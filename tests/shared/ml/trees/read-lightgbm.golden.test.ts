import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '#shared/ml/dataset.ts'
import { readLightgbmModel } from '#shared/ml/trees/read-lightgbm.ts'
import { readTreeModel } from '#shared/ml/trees/tree-ensemble.ts'
import { fitted } from '../estimator-contract.ts'

interface Golden {
  readonly rows: readonly (readonly (number | null)[])[]
  readonly models: Readonly<
    Record<
      string,
      {
        model: string[]
        scores: number[]
        predictions: number[]
        /** SHAP values of the features, and the expected score at the end. */
        contributions: number[][]
      }
    >
  >
}

/** Written by LightGBM itself: models, and what it predicts with them. */
const golden = JSON.parse(
  readFileSync(new URL('fixtures/lightgbm-models.json', import.meta.url), 'utf8'),
) as Golden

const names = ['steady', 'steps', 'gaps', 'kind']
const rows: Dataset = {
  rowCount: golden.rows.length,
  featureNames: names,
  columns: names.map((_, feature) => Float64Array.from(golden.rows, (row) => row[feature] ?? Number.NaN)),
}

/** What LightGBM calls the raw score, and explains, is the sum of the trees: before the sigmoid's factor, and not yet averaged. */
const scaleOf: Readonly<Record<string, number>> = { binary: 1.5, forest: 1 / 4 }

describe.each(Object.entries(golden.models))('the LightGBM model %s', (name, expected) => {
  const text = expected.model.join('\n')
  const model = fitted(readLightgbmModel(text))
  const scale = scaleOf[name] ?? 1

  it('predicts what LightGBM predicts', () => {
    expectClose(model.predict(rows), expected.predictions)
    expectClose(
      model.scores(rows),
      expected.scores.map((score) => score * scale),
    )
  })

  it('explains rows as LightGBM does', () => {
    for (const [row, contributions] of expected.contributions.entries()) {
      const { expected: base, contributions: ours } = model.explain(rows, row)
      expectClose(
        [...ours, base],
        contributions.map((value) => value * scale),
      )
    }
  })

  it('is read the same with the line ends of Windows, and from its own artifact', () => {
    const artifact = model.toArtifact()
    expect(fitted(readLightgbmModel(text.replaceAll('\n', '\r\n'))).toArtifact()).toEqual(artifact)
    expect(fitted(readTreeModel(JSON.parse(JSON.stringify(artifact)))).predict(rows)).toEqual(
      model.predict(rows),
    )
  })
})

it('meets every kind of split in these models', () => {
  const trees = Object.values(golden.models).flatMap(
    ({ model }) => fitted(readLightgbmModel(model.join('\n'))).ensemble.trees,
  )
  expect(trees.some(({ categories }) => categories.some((codes) => codes !== null))).toBe(true)
  expect(trees.some(({ zeroIsMissing }) => zeroIsMissing.includes(1))).toBe(true)
  for (const side of [0, 1]) expect(trees.some(({ missingLeft }) => missingLeft.includes(side))).toBe(true)
})

const binary = golden.models.binary?.model.join('\n') ?? ''

it.each([
  ['an empty text', ''],
  ['another text', '{"learner": {}}'],
  ['three classes', binary.replace('num_tree_per_iteration=1', 'num_tree_per_iteration=3')],
  ['an unknown objective', binary.replace(/objective=.*/, 'objective=multiclass num_class:3')],
  ['the root of the label', binary.replace(/objective=.*/, 'objective=regression sqrt')],
  ['linear trees', binary.replace('is_linear=0', 'is_linear=1')],
  ['no names', binary.replace(/feature_names=.*/, '')],
  ['too few names', binary.replace(/feature_names=.*/, 'feature_names=steady')],
  ['a leaf that is lost', binary.replace(/leaf_value=\S+ /, 'leaf_value=')],
  ['a word for a number', binary.replace(/leaf_value=\S+/, 'leaf_value=much')],
  ['a tree that goes in circles', binary.replace(/left_child=\S+/, 'left_child=0')],
])('refuses %s', (_name, text) => {
  const outcome = readLightgbmModel(text)
  expect(outcome.ok ? null : outcome.failure.kind).toBe('unreadable-artifact')
})

function expectClose(ours: Iterable<number>, expected: readonly number[]): void {
  const found = [...ours]
  expect(found).toHaveLength(expected.length)
  for (const [index, value] of expected.entries()) {
    expect(Math.abs((found[index] ?? Number.NaN) - value)).toBeLessThan(
      1e-12 * Math.max(1, Math.abs(value)) + 1e-9,
    )
  }
}
