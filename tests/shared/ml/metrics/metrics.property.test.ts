import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averagePrecision } from '#shared/ml/metrics/average-precision.ts'
import { accuracy, confusionAt, f1, precision, recall } from '#shared/ml/metrics/confusion.ts'
import { calibrationCurve, gainCurve, mostPoints, rocCurve } from '#shared/ml/metrics/curves.ts'
import { decileTable } from '#shared/ml/metrics/decile-table.ts'
import { normalisedGini, spearman } from '#shared/ml/metrics/rank-agreement.ts'
import {
  hitRateAt,
  ndcgAt,
  rankingOfList,
  rankingOfScores,
  recallAt,
  reciprocalRankAt,
} from '#shared/ml/metrics/ranking-metrics.ts'
import { mape, r2 } from '#shared/ml/metrics/regression-errors.ts'
import { rocAuc } from '#shared/ml/metrics/roc-auc.ts'

/** Scores of a few values, so that most are tied, and a label each. */
const tiedRows = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({
    scores: Float64Array.from(rows, ([score]) => score / 5),
    labels: Float64Array.from(rows, ([, label]) => label),
  }))

const tiedValues = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => ({
    predicted: Float64Array.from(rows, ([score]) => score),
    actual: Float64Array.from(rows, ([, value]) => value),
  }))

describe('metrics against their definitions', () => {
  it('ROC AUC counts the pairs that are in order, ties half', () => {
    fc.assert(
      fc.property(tiedRows, ({ scores, labels }) => {
        const [won, pairs] = [...scores].reduce(
          ([wonSoFar, pairsSoFar], score, row) => {
            if (labels[row] !== 1) return [wonSoFar, pairsSoFar]
            const others = [...scores].filter((_, other) => labels[other] === 0)
            const gained = others.reduce(
              (sum, other) => sum + (score > other ? 1 : score === other ? 0.5 : 0),
              0,
            )
            return [wonSoFar + gained, pairsSoFar + others.length]
          },
          [0, 0],
        )
        const auc = rocAuc(scores, labels)
        if (pairs === 0) expect(auc).toBeNull()
        else expect(auc).toBeCloseTo((won ?? 0) / (pairs ?? 1), 12)
      }),
    )
  })

  it('average precision sums precision over the recall won at each threshold', () => {
    fc.assert(
      fc.property(tiedRows, ({ scores, labels }) => {
        const positives = labels.filter((label) => label === 1).length
        let [expected, recalled] = [0, 0]
        for (const threshold of [...new Set(scores)].sort((a, b) => b - a)) {
          const taken = [...labels].filter((_, row) => (scores[row] ?? 0) >= threshold)
          const found = taken.filter((label) => label === 1).length
          expected += (found / taken.length) * (found / positives - recalled)
          recalled = found / positives
        }
        if (positives === 0) expect(averagePrecision(scores, labels)).toBeNull()
        else expect(averagePrecision(scores, labels)).toBeCloseTo(expected, 12)
      }),
    )
  })

  it('normalised Gini is the mean over the orders that ties allow', () => {
    // Kaggle's definition on one order of rows: cumulated shares of the value less those of the rows.
    const giniOf = (values: readonly number[]) => {
      const total = values.reduce((sum, value) => sum + value, 0)
      let [reached, area] = [0, 0]
      for (const value of values) {
        reached += value
        area += reached
      }
      return area / total - (values.length + 1) / 2
    }
    fc.assert(
      fc.property(tiedValues, ({ predicted, actual }) => {
        const rows = [...predicted.keys()]
        const inOrder = (compare: (a: number, b: number) => number) =>
          rows.toSorted(compare).map((row) => actual[row] ?? 0)
        const byScore = (a: number, b: number) => (predicted[b] ?? 0) - (predicted[a] ?? 0)
        // Best and worst order within ties lie evenly around the mean of all.
        const luckiest = inOrder((a, b) => byScore(a, b) || (actual[b] ?? 0) - (actual[a] ?? 0))
        const unluckiest = inOrder((a, b) => byScore(a, b) || (actual[a] ?? 0) - (actual[b] ?? 0))
        const best = giniOf([...actual].sort((a, b) => b - a))
        const ours = normalisedGini(predicted, actual)
        if (new Set(actual).size === 1) expect(ours).toBeNull()
        else expect(ours).toBeCloseTo((giniOf(luckiest) + giniOf(unluckiest)) / 2 / best, 10)
      }),
    )
  })

  it('ranking metrics are means over all orders of tied items', () => {
    const fewItems = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 })), {
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(fewItems, fc.integer({ min: 1, max: 7 }), (items, k) => {
        const ranking = rankingOfScores(
          Float64Array.from(items, ([score]) => score),
          Float64Array.from(items, ([, wanted]) => wanted),
        )
        const orders = permutations([...items.keys()]).filter((order) =>
          order.every(
            (item, place) =>
              place === 0 || (items[order[place - 1] ?? 0]?.[0] ?? 0) >= (items[item]?.[0] ?? 0),
          ),
        )
        const wanted = items.filter(([, flag]) => flag === 1).length
        const meanOf = (metric: (flags: number[]) => number) =>
          orders.reduce((sum, order) => sum + metric(order.map((item) => items[item]?.[1] ?? 0)), 0) /
          orders.length
        const dcg = (flags: readonly number[]) =>
          flags.slice(0, k).reduce((sum, flag, index) => sum + flag / Math.log2(index + 2), 0)
        expect(hitRateAt(ranking, k)).toBeCloseTo(
          meanOf((flags) => (flags.slice(0, k).includes(1) ? 1 : 0)),
          10,
        )
        expect(reciprocalRankAt(ranking, k)).toBeCloseTo(
          meanOf((flags) => (flags.slice(0, k).includes(1) ? 1 / (flags.indexOf(1) + 1) : 0)),
          10,
        )
        if (wanted === 0) {
          expect(recallAt(ranking, k)).toBeNull()
          expect(ndcgAt(ranking, k)).toBeNull()
          return
        }
        expect(recallAt(ranking, k)).toBeCloseTo(
          meanOf((flags) => flags.slice(0, k).filter((flag) => flag === 1).length / wanted),
          10,
        )
        expect(ndcgAt(ranking, k)).toBeCloseTo(meanOf(dcg) / dcg(Array.from({ length: wanted }, () => 1)), 10)
      }),
    )
  })

  it('no metric hangs on the order of the rows', () => {
    fc.assert(
      fc.property(tiedRows, ({ scores, labels }) => {
        const [backScores, backLabels] = [scores.toReversed(), labels.toReversed()]
        const close = (a: number | null, b: number | null) => expect(a ?? -1).toBeCloseTo(b ?? -1, 10)
        for (const metric of [rocAuc, averagePrecision, spearman, normalisedGini]) {
          close(metric(scores, labels), metric(backScores, backLabels))
        }
        for (const curve of [rocCurve, gainCurve, calibrationCurve, decileTable]) {
          const [forth, back] = [curve(scores, labels), curve(backScores, backLabels)]
          expect(back).toHaveLength(forth.length)
          for (const [index, point] of forth.entries()) {
            for (const [name, value] of Object.entries(point)) {
              close(
                value as number | null,
                Object.entries(back[index] ?? {}).find(([other]) => other === name)?.[1] as number,
              )
            }
          }
        }
      }),
    )
  })
})

describe('curves', () => {
  const rowCount = 5_000
  const scores = Float64Array.from({ length: rowCount }, (_, row) => ((row * 7919) % rowCount) / rowCount)
  const labels = scores.map((score, row) => (score > ((row * 104_729) % rowCount) / rowCount ? 1 : 0))

  it('are thinned to what can be drawn and keep their ends', () => {
    const roc = rocCurve(scores, labels)
    expect(roc).toHaveLength(mostPoints)
    expect(roc[0]).toEqual({ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 })
    expect(roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 })
    const gain = gainCurve(scores, labels)
    expect(gain).toHaveLength(mostPoints)
    expect(gain.at(-1)).toEqual({ rowRate: 1, gainRate: 1, lift: 1 })
  })

  it('the ROC curve spans the area that the AUC tells', () => {
    const roc = rocCurve(scores, labels)
    let area = 0
    for (const [index, point] of roc.entries()) {
      const before = roc[index - 1] ?? point
      area +=
        ((point.falsePositiveRate - before.falsePositiveRate) *
          (point.truePositiveRate + before.truePositiveRate)) /
        2
    }
    expect(area).toBeCloseTo(rocAuc(scores, labels) ?? Number.NaN, 2)
  })

  it('the calibration curve finds every row once, in groups of like size', () => {
    const curve = calibrationCurve(scores, labels)
    expect(curve.map(({ rowCount: count }) => count)).toEqual(Array.from({ length: 10 }, () => rowCount / 10))
    for (const { predictedMean, actualMean } of curve)
      expect(Math.abs(predictedMean - actualMean)).toBeLessThan(0.06)
  })

  it('the deciles fall and share out all of the value', () => {
    const deciles = decileTable(scores, labels)
    expect(deciles.map(({ decile }) => decile)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(deciles.reduce((sum, { actualRate }) => sum + (actualRate ?? 0), 0)).toBeCloseTo(1, 12)
    expect(deciles[0]?.actualMean).toBeGreaterThan(deciles[9]?.actualMean ?? 1)
    expect(deciles[0]?.calibrationRatio).toBeCloseTo(0.95 / (deciles[0]?.actualMean ?? 1), 2)
  })
})

describe('where a metric has no answer', () => {
  const none = new Float64Array()
  it.each([
    ['ROC AUC of one class', rocAuc(Float64Array.of(1, 2), Float64Array.of(1, 1))],
    ['ROC AUC of nothing', rocAuc(none, none)],
    ['average precision without positives', averagePrecision(Float64Array.of(1), Float64Array.of(0))],
    ['accuracy of nothing', accuracy(confusionAt(none, none, 0.5))],
    [
      'precision when nothing was said to be positive',
      precision(confusionAt(Float64Array.of(0), Float64Array.of(1), 0.5)),
    ],
    ['recall without positives', recall(confusionAt(Float64Array.of(1), Float64Array.of(0), 0.5))],
    ['F1 when nothing is positive', f1(confusionAt(Float64Array.of(0), Float64Array.of(0), 0.5))],
    ['R² of a constant', r2(Float64Array.of(1, 2), Float64Array.of(3, 3))],
    ['MAPE of zeros', mape(Float64Array.of(1), Float64Array.of(0)).rate],
    ['Spearman of a constant', spearman(Float64Array.of(1, 1), Float64Array.of(1, 2))],
    ['Gini of zeros', normalisedGini(Float64Array.of(1, 2), Float64Array.of(0, 0))],
  ])('%s is null', (_name, value) => {
    expect(value).toBeNull()
  })

  it('a repeated item counts once, and unranked wanted items count as not found', () => {
    const ranking = rankingOfList(['tea', 'tea', 'milk', 'oil'], new Set(['milk', 'salt']))
    expect(recallAt(ranking, 2)).toBe(0.5)
    expect(reciprocalRankAt(ranking, 10)).toBe(0.5)
    expect(hitRateAt(ranking, 1)).toBe(0)
  })

  it('curves of nothing are empty', () => {
    for (const curve of [rocCurve, gainCurve, calibrationCurve, decileTable])
      expect(curve(none, none)).toEqual([])
  })
})

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  )
}
