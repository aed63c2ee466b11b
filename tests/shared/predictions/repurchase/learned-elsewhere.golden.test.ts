import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { churn } from '#shared/predictions/churn/churn.ts'
import { featuresOf } from '#shared/predictions/feature-rows.ts'
import { lifetimeValue } from '#shared/predictions/lifetime-value/lifetime-value.ts'
import { decidePromotion } from '#shared/predictions/promotion.ts'
import type { Trainable } from '#shared/predictions/trainable.ts'
import { randomShop, shopContext } from '#tests/support/random-shop.ts'
import { collectRows, train } from '#tests/support/train.ts'

interface Golden {
  readonly featureNames: readonly string[]
  readonly rows: readonly (readonly (number | null)[])[]
  readonly models: Readonly<Record<string, { text: string[]; dump: object; predictions: number[] }>>
}

/** Written by LightGBM itself, which learned from another made-up shop; what it predicts of some customers. */
const golden = JSON.parse(
  readFileSync(new URL('fixtures/uploaded-models.json', import.meta.url), 'utf8'),
) as Golden
const shop = randomShop(260, 7)
const textOf = (trainable: Trainable) => golden.models[trainable.kind]?.text.join('\n') ?? ''

function elsewhereOf(trainable: Trainable) {
  if (trainable.elsewhere === undefined) throw new Error(`${trainable.kind} takes no models from elsewhere`)
  return trainable.elsewhere
}

/** The artifact as the door leaves it for the job, through JSON. */
function uploaded(trainable: Trainable, content = textOf(trainable)): JsonObject {
  const read = elsewhereOf(trainable).read(content)
  if (!read.ok) throw new Error(JSON.stringify(read.failure))
  return JSON.parse(JSON.stringify(read.value))
}

function judge(trainable: Trainable, champion: JsonObject | null = null, examples = shop) {
  const job = elsewhereOf(trainable).beside({ judged: uploaded(trainable), champion })
  const rows = collectRows(job, examples, shopContext)
  return { job, rows, result: train(job, rows, shopContext).result }
}

function judged(trainable: Trainable) {
  const { job, rows, result } = judge(trainable)
  if (!result.ok) throw new Error(result.failure.message)
  return { job, rows, trained: result.value }
}

/** What LightGBM's trees say of a customer, straight from the features, with trees walked by the names of its own dump. */
function walked(trainable: Trainable, features: Readonly<Record<string, number | null>>): number {
  interface Node {
    split_feature: number
    threshold: number
    missing_type: string
    default_left: boolean
    left_child: Node
    right_child: Node
    leaf_value?: number
  }
  const dump = golden.models[trainable.kind]?.dump as { tree_info: { tree_structure: Node }[] }
  const leaf = (node: Node): number => {
    if (node.leaf_value !== undefined) return node.leaf_value
    const known = features[golden.featureNames[node.split_feature] ?? ''] ?? null
    const isLeft =
      known === null
        ? node.missing_type === 'NaN'
          ? node.default_left
          : node.threshold >= 0
        : known <= node.threshold
    return leaf(isLeft ? node.left_child : node.right_child)
  }
  const score = dump.tree_info.reduce((sum, { tree_structure }) => sum + leaf(tree_structure), 0)
  return trainable.kind === 'churn' ? 1 / (1 + Math.exp(-score)) : Math.exp(score)
}

describe.each([churn, lifetimeValue])('a model of $kind from elsewhere', (trainable) => {
  it('predicts what LightGBM predicts, from features by name', () => {
    const { predictions } = golden.models[trainable.kind] ?? { predictions: [] }
    for (const [row, values] of golden.rows.entries()) {
      const features = Object.fromEntries(
        golden.featureNames.map((name, index) => [name, values[index] ?? null]),
      )
      expect(walked(trainable, features)).toBeCloseTo(predictions[row] ?? Number.NaN, 6)
    }
    const predictor = trainable.predictor(judged(trainable).trained.artifact, shopContext)
    for (const example of shop.slice(0, 50)) {
      const expected = walked(trainable, featuresOf(example, shopContext))
      const [row] = predictor.predict(example).rows
      expect(row?.value ?? Number.NaN).toBeCloseTo(
        trainable.kind === 'churn' ? expected : Math.round(expected),
        9,
      )
      expect(row?.factors.length).toBeGreaterThan(0)
    }
    expect(predictor.predict({ customerId: 'c', purchases: [], activity: '' })).toEqual({
      rows: [],
      missing: 'It takes a first purchase',
    })
  })

  it('is the same from its text and its JSON', () => {
    const dump = JSON.stringify(golden.models[trainable.kind]?.dump)
    expect(judged(trainable).trained.metrics).toEqual(
      (() => {
        const job = elsewhereOf(trainable).beside({ judged: uploaded(trainable, dump), champion: null })
        const { result } = train(job, collectRows(job, shop, shopContext), shopContext)
        return result.ok ? result.value.metrics : null
      })(),
    )
  })

  it('is measured on the window that a model of our own is measured on, beside the same plain rule', () => {
    const { trained } = judged(trainable)
    const own = train(trainable, collectRows(trainable, shop, shopContext), shopContext).result
    if (!own.ok) throw new Error(own.failure.message)
    expect(trained.baselineMetrics).toEqual(own.value.baselineMetrics)
    expect(Object.keys(trained.metrics)).toEqual(Object.keys(own.value.metrics))
    const cutMs = shopContext.asOfMs - 90 * dayMs
    const held = shop.filter(({ purchases }) => purchases.some(({ placedAt }) => placedAt < cutMs))
    expect(trained.rowCount).toBe(held.length)
    const errors = held.map((example) => {
      const predicted = walked(trainable, featuresOf(example, { ...shopContext, asOfMs: cutMs }))
      const later = example.purchases.filter(
        ({ placedAt }) => placedAt >= cutMs && placedAt < shopContext.asOfMs,
      )
      const spent = later.reduce((sum, { amountTenantMinor }) => sum + (amountTenantMinor ?? 0), 0)
      return predicted - (trainable.kind === 'churn' ? Number(later.length === 0) : spent)
    })
    const [metric, expected] =
      trainable.kind === 'churn'
        ? ['brier', errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length]
        : ['maeMinor', errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length]
    expect(trained.metrics[metric as string]).toBeCloseTo(expected as number, 9)
    expect(trained.importances.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    expect(trained.reference?.features).toHaveProperty('hourEntropyBits')
    expect(trained.curves.length).toBeGreaterThan(2)
  })

  it('in use is measured again when another is trained, so that only a better one takes its place', () => {
    const { trained } = judged(trainable)
    const champion = JSON.parse(JSON.stringify(trained.artifact))
    const job = elsewhereOf(trainable).beside({ judged: null, champion })
    const rows = collectRows(job, shop, shopContext)
    expect(job.evaluate(champion, rows, shopContext)).toEqual(trained.metrics)
    const plain = collectRows(trainable, shop, shopContext)
    const [beside, alone] = [job.train(rows, shopContext, null), trainable.train(plain, shopContext, null)]
    beside.advance()
    alone.advance()
    expect(JSON.stringify(beside.save())).toBe(JSON.stringify(alone.save()))
    // Rows without its features: it cannot be measured, which is told and not guessed.
    expect(trainable.evaluate(champion, plain, shopContext)).toBeNull()
  })

  it('that foretells nothing is no better than a plain rule', () => {
    const flat = textOf(trainable).replaceAll(/leaf_value=.*/g, (line) =>
      line.replaceAll(/-?\d[\d.e-]*/g, '0.1'),
    )
    const job = elsewhereOf(trainable).beside({ judged: uploaded(trainable, flat), champion: null })
    const { result } = train(job, collectRows(job, shop, shopContext), shopContext)
    if (!result.ok) throw new Error(result.failure.message)
    const { metrics, baselineMetrics } = result.value
    const { decidedBy } = trainable
    expect(decidePromotion({ decidedBy, metrics, baselineMetrics, champion: null }).state).toBe('rejected')
  })

  it('is not measured on too few customers, and it says what is missing', () => {
    expect(judge(trainable, null, randomShop(60, 3)).result).toMatchObject({
      ok: false,
      failure: { kind: 'not-enough-data', message: expect.stringContaining('it takes 100 customers') },
    })
  })

  it('is refused with a few words, however many features nobody knows', () => {
    const names = Array.from({ length: 200_000 }, (_, index) => `f${index}`).join(' ')
    const read = elsewhereOf(trainable).read(
      textOf(trainable).replace(/feature_names=.*/, `feature_names=${names}`),
    )
    expect(read.ok ? [] : read.failure.problems).toHaveLength(20)
  })

  it('is refused with all features that nobody knows, and with an objective that answers something else', () => {
    const strange = textOf(trainable)
      .replace('feature_names=recencyDays tenureDays', 'feature_names=star_sign shoe_size')
      .replace(/objective=.*/, 'objective=lambdarank')
    expect(elsewhereOf(trainable).read(strange)).toMatchObject({
      ok: false,
      failure: {
        kind: 'unreadable-upload',
        problems: [
          { pointer: '/objective', detail: expect.stringContaining('lambdarank') },
          { pointer: '/feature_names/0', detail: 'star_sign is no feature of the catalogue' },
          { pointer: '/feature_names/1', detail: 'shoe_size is no feature of the catalogue' },
        ],
      },
    })
    const many = Array.from({ length: 500 }, (_, index) => `unknown_${index}`).join(' ')
    const lost = elsewhereOf(trainable).read(textOf(trainable).replace(/(feature_names=.*)/, `$1 ${many}`))
    expect(lost.ok || lost.failure.problems.length).toBe(20)
    const other = trainable === churn ? lifetimeValue : churn
    expect(elsewhereOf(other).read(textOf(trainable))).toMatchObject({
      ok: false,
      failure: { problems: [{ pointer: '/objective' }] },
    })
  })
})
