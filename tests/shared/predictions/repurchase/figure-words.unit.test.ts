import { expect, it } from 'vitest'
import { featureNames } from '#shared/features/feature-catalogue.ts'
import { figureFactors } from '#shared/predictions/repurchase/figure-words.ts'
import { figureNames } from '#shared/predictions/repurchase/repurchase-figures.ts'
import { inputNames } from '#shared/predictions/repurchase/return-model.ts'

it('has words for every input, and for every feature that a model from elsewhere may go by, with its value', () => {
  const names = [...new Set([...inputNames, ...featureNames])]
  for (const [index, name] of names.entries()) {
    const contributions = names.map((_, other) => (other === index ? 1 : 0))
    const [factor, ...others] = figureFactors(
      names,
      names.map(() => 3),
      contributions,
      'GBP',
    )
    expect(factor, name).toMatchObject({ feature: name, contribution: 1 })
    expect(factor?.text).toMatch(/3|0\.03/)
    expect(others).toEqual([])
  }
})

it('names only features that the catalogue has', () => {
  for (const name of figureNames) expect(featureNames).toContain(name)
})

it('tells the strongest first, says nothing twice, and what is not known in words', () => {
  const names = ['gapMeanDays', 'gapLatestDays', 'recencyDays', 'revenueMinor', 'orderCount']
  const values = [Number.NaN, Number.NaN, 84.4, 12_550, 1]
  expect(figureFactors(names, values, [0.1, 0.2, -0.9, 0.3, 0], 'GBP')).toEqual([
    { text: 'last bought 84 days ago', feature: 'recencyDays', contribution: -0.9 },
    { text: 'spent 125.50 GBP in all', feature: 'revenueMinor', contribution: 0.3 },
    { text: 'has bought on one day only', feature: 'gapLatestDays', contribution: 0.2 },
  ])
})
