import { describe, expect, it } from 'vitest'
import { levelFeatureNames, levelFeatures, weighLevel } from '#shared/forecasting/panel/level-features.ts'
import {
  forecastByTrees,
  type LevelTrees,
  learnLevelTrees,
  type PanelSeries,
} from '#shared/forecasting/panel/level-trees.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { readTreeModel } from '#shared/ml/trees/tree-ensemble.ts'
import { drawPoisson } from '#tests/shared/demand/simulated-shop.ts'

const weights = [0, 0.5, 0.5]
const contextNames = ['tide']
const horizon = 4
const count = 60

/** A panel whose series all rise by half where the tide, told beside them, is high, four points after it was told. */
function panel(size: number, effect: number, random: RandomSource) {
  const tides = Array.from({ length: count + 1 }, (_, at) => (Math.floor(at / 4) % 3 === 0 ? 1 : 0))
  const all = Array.from({ length: size }, (): PanelSeries => {
    const level = 5 * 8 ** random()
    const values = Float64Array.from({ length: count }, (_, at) => {
      const tide = tides[Math.max(0, at - (at % 4))] as number
      return drawPoisson(level * (1 + effect * tide), random)
    })
    return { values, contextAt: (back) => [tides[count - back] as number] }
  })
  return { all, tides }
}

function learn(all: readonly PanelSeries[]): LevelTrees | null {
  const steadyLevel = (series: Float64Array) => weighLevel(series, weights).level
  return learnLevelTrees({ all, contextNames, weights, horizon, steadyLevel })
}

function modelOf(trees: LevelTrees) {
  const model = readTreeModel(JSON.parse(JSON.stringify(trees.model)))
  if (!model.ok) throw new Error(model.failure.message)
  return model.value
}

describe('trees over a panel', () => {
  it('foretell what stands beside the series, and get a share for it', () => {
    const random = seededRandom(5)
    const { all } = panel(150, 0.5, random)
    const trees = learn(all)
    if (trees === null) throw new Error('nothing was learned')
    expect(trees.share).toBeGreaterThan(0.5)
    const model = modelOf(trees)
    const series = Float64Array.from({ length: count }, () => 20)
    const high = forecastByTrees(model, weights, series, [1]) as number
    const low = forecastByTrees(model, weights, series, [0]) as number
    // Half of the windows begin within a tide, so a half is not seen whole.
    expect(high / low).toBeGreaterThan(1.1)
    expect(high).toBeLessThan(35)
  })

  it('hardly count where there is nothing to learn', () => {
    const random = seededRandom(6)
    const { all } = panel(150, 0, random)
    const trees = learn(all)
    // Around a steady level they can only take smoothed noise away.
    if (trees !== null) {
      const level = forecastByTrees(modelOf(trees), weights, new Float64Array(count).fill(20), [1]) as number
      expect(Math.abs(level / 20 - 1)).toBeLessThan(0.1)
    }
  })

  it('are the same whenever they are learned from the same', () => {
    const { all } = panel(60, 0.5, seededRandom(7))
    expect(learn(all)).toEqual(learn(all))
  })

  it('are not learned from too little', () => {
    expect(learn([])).toBeNull()
    expect(learn(panel(3, 0.5, seededRandom(8)).all)).toBeNull()
    const short = panel(500, 0.5, seededRandom(9)).all.map((one) => ({
      ...one,
      values: one.values.slice(0, 20),
    }))
    expect(learn(short)).toBeNull()
  })

  it('say nothing of a series without a level, or one that is too young', () => {
    const trees = learn(panel(150, 0.5, seededRandom(5)).all)
    if (trees === null) throw new Error('nothing was learned')
    const model = modelOf(trees)
    expect(forecastByTrees(model, weights, new Float64Array(40), [1])).toBeNull()
    expect(forecastByTrees(model, weights, Float64Array.of(3, 4, 5), [1])).toBeNull()
  })
})

describe('the features of a level', () => {
  it('are as many as their names, and but for its size the same for a series ten times as large', () => {
    const series = Float64Array.from({ length: 30 }, (_, at) => (at * 5) % 7)
    const larger = series.map((value) => 10 * value)
    const features = levelFeatures(series, weighLevel(series, weights))
    const ofLarger = levelFeatures(larger, weighLevel(larger, weights))
    expect(features).toHaveLength(levelFeatureNames.length)
    features.forEach((value, at) => {
      const other = ofLarger[at] as number
      if (levelFeatureNames[at] === 'log-level') expect(other - value).toBeCloseTo(Math.log(10), 9)
      else expect(other).toBeCloseTo(value, 9)
    })
  })

  it('say how long ago there was demand, and how often', () => {
    const series = Float64Array.of(1, 0, 2, 0, 0, 3, 0, 0, 0, 0)
    const features = levelFeatures(series, weighLevel(series, weights))
    const of = (name: string) => features[levelFeatureNames.indexOf(name)]
    expect(of('points-since-demand')).toBe(4)
    expect(of('demand-rate-of-4')).toBe(0)
    expect(of('demand-rate-of-12')).toBeCloseTo(0.3, 12)
    expect(of('points')).toBe(10)
  })
})
