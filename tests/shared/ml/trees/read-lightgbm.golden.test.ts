import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Dataset } from '#shared/ml/dataset.ts'
import { parseLightgbmJson } from '#shared/ml/trees/lightgbm-json.ts'
import { parseLightgbmText } from '#shared/ml/trees/lightgbm-text.ts'
import { lightgbmLimits, type ReadLightgbm, readLightgbmModel } from '#shared/ml/trees/read-lightgbm.ts'
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

/** The same models as `dump_model` writes them. */
const { dumps } = JSON.parse(
  readFileSync(new URL('fixtures/lightgbm-dumps.json', import.meta.url), 'utf8'),
) as { dumps: Readonly<Record<string, unknown>> }

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
  const { model } = taken(text)
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

  it('is read the same from its JSON', () => {
    const read = taken(JSON.stringify(dumps[name]))
    expect(read.format).toBe('json')
    expectClose(read.model.predict(rows), expected.predictions)
    for (const [row, contributions] of expected.contributions.entries()) {
      const { expected: base, contributions: ours } = read.model.explain(rows, row)
      expectClose(
        [...ours, base],
        contributions.map((value) => value * scale),
      )
    }
  })

  it('is read the same with the line ends of Windows, and from its own artifact', () => {
    const artifact = model.toArtifact()
    expect(taken(text.replaceAll('\n', '\r\n')).model.toArtifact()).toEqual(artifact)
    expect(fitted(readTreeModel(JSON.parse(JSON.stringify(artifact)))).predict(rows)).toEqual(
      model.predict(rows),
    )
  })
})

it('meets every kind of split in these models', () => {
  const trees = Object.values(golden.models).flatMap(
    ({ model }) => taken(model.join('\n')).model.ensemble.trees,
  )
  expect(trees.some(({ categories }) => categories.some((codes) => codes !== null))).toBe(true)
  expect(trees.some(({ zeroIsMissing }) => zeroIsMissing.includes(1))).toBe(true)
  for (const side of [0, 1]) expect(trees.some(({ missingLeft }) => missingLeft.includes(side))).toBe(true)
})

const binary = golden.models.binary?.model.join('\n') ?? ''

type Dump = { tree_info: { tree_structure: Record<string, unknown> }[]; feature_names: string[] }
/** The JSON of the binary model, changed. */
function dumped(change: (dump: Dump) => void): string {
  const dump = structuredClone(dumps.binary) as Dump
  change(dump)
  return JSON.stringify(dump)
}
const put = (dump: Dump, tree: number, told: Record<string, unknown>) =>
  Object.assign(dump.tree_info[tree]?.tree_structure ?? {}, told)
/** A chain of so many splits, each with a leaf beside it. */
const chain = (depth: number) =>
  `${'{"split_feature":0,"split_gain":1,"threshold":1,"decision_type":"<=","right_child":{"leaf_value":1},"left_child":'.repeat(depth)}{"leaf_value":2}${'}'.repeat(depth)}`
const ofChain = (depth: number) =>
  `{"feature_names":["a"],"objective":"binary","num_tree_per_iteration":1,"tree_info":[{"tree_structure":${chain(depth)}}]}`

it('opens no tree of too many: each would take a thousand times the memory of its letter in the file', () => {
  const count = lightgbmLimits.treeCount + 1
  const dump = `{"feature_names":["a"],"tree_info":[${Array(count).fill('0').join()}]}`
  const text = `tree\nfeature_names=a\n${'Tree=0\n'.repeat(count)}`
  for (const told of [parseLightgbmJson(dump), parseLightgbmText(text)])
    expect(told).toMatchObject({ trees: [], treeCount: count })
})

it('refuses trees that have too many categories together, few as each of them may have', () => {
  const words = Array(2_000).fill('4294967295').join(' ')
  const [head = '', ...rest] = binary.split(/(?=Tree=)/)
  const tree = (index: number) =>
    `Tree=${index}\nsplit_feature=0\nsplit_gain=1\nthreshold=0\ndecision_type=1\nleft_child=-1\nright_child=-2
leaf_value=1 2\nleaf_count=1 1\ncat_boundaries=0 2000\ncat_threshold=${words}\n`
  expect(rest).not.toEqual([])
  const of = (count: number) => head + Array.from({ length: count }, (_, index) => tree(index)).join('')
  expect(readLightgbmModel(of(3)).ok).toBe(true)
  const outcome = readLightgbmModel(of(5))
  expect(outcome.ok || outcome.failure.problems.map(({ pointer }) => pointer)).toEqual([
    '/trees/3',
    '/trees/4',
  ])
  const split = {
    threshold: Array.from({ length: 200_001 }, (_, code) => code).join('||'),
    decision_type: '==',
  }
  expect(readLightgbmModel(dumped((dump) => put(dump, 0, split))).ok).toBe(false)
})

it('takes a tree of a hundred splits one below the other', () => {
  const read = readLightgbmModel(ofChain(lightgbmLimits.depth))
  expect(read.ok).toBe(true)
})

it.each([
  ['an empty text', '', ''],
  ['another text', '{"learner": {}}', ''],
  ['broken JSON', dumped(() => {}).slice(0, -20), ''],
  ['half a text', binary.slice(0, binary.indexOf('leaf_value=') + 15), '/trees/0'],
  [
    'three classes',
    binary.replace('num_tree_per_iteration=1', 'num_tree_per_iteration=3'),
    '/num_tree_per_iteration',
  ],
  ['an unknown objective', binary.replace(/objective=.*/, 'objective=multiclass num_class:3'), '/objective'],
  ['no objective', binary.replace(/objective=.*/, ''), '/objective'],
  ['a sigmoid of nothing', binary.replace(/objective=.*/, 'objective=binary sigmoid:x'), '/objective'],
  ['the root of the label', binary.replace(/objective=.*/, 'objective=regression sqrt'), '/objective'],
  ['linear trees', binary.replace('is_linear=0', 'is_linear=1'), '/trees/0'],
  ['no names', binary.replace(/feature_names=.*/, ''), '/feature_names'],
  ['a name twice', binary.replace(/feature_names=.*/, 'feature_names=a b a c'), '/feature_names/2'],
  ['too few names', binary.replace(/feature_names=.*/, 'feature_names=steady'), '/trees/0'],
  ['a leaf that is lost', binary.replace(/leaf_value=\S+ /, 'leaf_value='), '/trees/0'],
  ['a word for a number', binary.replace(/leaf_value=\S+/, 'leaf_value=much'), '/trees/0'],
  ['a leaf that is NaN', binary.replace(/leaf_value=\S+/, 'leaf_value=nan'), '/trees/0'],
  ['a leaf without end', binary.replace(/leaf_value=\S+/, 'leaf_value=inf'), '/trees/0'],
  ['a tree that goes in circles', binary.replace(/left_child=\S+/, 'left_child=0'), '/trees/0'],
  [
    'categories without end',
    binary.replace(/cat_threshold=\S+/, `cat_threshold=${'1 '.repeat(9_000)}`),
    null,
  ],
  [
    'a leaf of a dump that says nothing',
    dumped((dump) => void put(dump, 0, { left_child: {} })),
    '/tree_info/0',
  ],
  ['a threshold that is a word', dumped((dump) => void put(dump, 1, { threshold: 'high' })), '/tree_info/1'],
  [
    'categories 100,000 lists deep',
    ofChain(1).replace(
      '"threshold":1,"decision_type":"<="',
      `"threshold":${'['.repeat(100_000)}${']'.repeat(100_000)},"decision_type":"=="`,
    ),
    '/tree_info/0',
  ],
  [
    'categories that are null',
    ofChain(1).replace('1,"decision_type":"<="', 'null,"decision_type":"=="'),
    '/tree_info/0',
  ],
  ['a dump without a tree', dumped((dump) => void dump.tree_info.splice(0)), '/tree_info'],
  [
    'a dump whose trees are numbers',
    dumped((dump) => void Object.assign(dump, { tree_info: [1, 2] })),
    '/tree_info/0',
  ],
  ['a tree that is too deep', ofChain(lightgbmLimits.depth + 1), '/tree_info/0'],
  ['a tree 100,000 splits deep', ofChain(100_000), '/tree_info'],
  [
    'too many trees',
    dumped((dump) => {
      const [first] = dump.tree_info
      for (let count = 0; count < lightgbmLimits.treeCount && first !== undefined; count += 1)
        dump.tree_info.push(first)
    }),
    '/tree_info',
  ],
])('refuses %s, and says where', (_name, text, pointer) => {
  const outcome = readLightgbmModel(text)
  if (outcome.ok) return expect(pointer).toBeNull()
  expect(outcome.failure.kind).toBe('unreadable-artifact')
  if (pointer !== null) expect(outcome.failure.problems[0]?.pointer).toBe(pointer)
})

function taken(content: string): ReadLightgbm {
  const read = readLightgbmModel(content)
  if (!read.ok) throw new Error(read.failure.message)
  return read.value
}

function expectClose(ours: Iterable<number>, expected: readonly number[]): void {
  const found = [...ours]
  expect(found).toHaveLength(expected.length)
  for (const [index, value] of expected.entries()) {
    expect(Math.abs((found[index] ?? Number.NaN) - value)).toBeLessThan(
      1e-12 * Math.max(1, Math.abs(value)) + 1e-9,
    )
  }
}
