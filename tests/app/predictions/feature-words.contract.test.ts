import { describe, expect, it } from 'vitest'
import { featureGroupNames, featureTitle, featureValue } from '#app/predictions/feature-words.ts'
import { featureCatalogue } from '#shared/features/feature-catalogue.ts'
import { featureGroups, featureUnits } from '#shared/features/feature-definition.ts'

/** A word for programs: `revenue30DaysMinor`, `minor-units`. */
const isCode = (words: string) => /[a-z]-[a-z]|[a-z][A-Z]|[a-z]\d/.test(words)

describe('the names of features', () => {
  it('are those of a person, each different', () => {
    const titles = featureCatalogue.map(({ name }) => featureTitle(name))
    expect(titles.length).toBeGreaterThan(50)
    expect(titles.filter(isCode)).toEqual([])
    expect(new Set(titles).size).toBe(titles.length)
  })

  it.each([
    ['recencyDays', 'Recency'],
    ['revenueMinor', 'Revenue'],
    ['orderCount', 'Orders'],
    ['orderDayCount', 'Order days'],
    ['categoryCount', 'Categories'],
    ['orderCount30Days', 'Orders, 30 days'],
    ['cartLeftCount365Days', 'Carts left, 365 days'],
    ['revenue7DaysMinor', 'Revenue, 7 days'],
    ['ordersPer30Days', 'Orders per 30 days'],
    ['gapMedianDays', 'Gap, in the middle'],
    ['hourTop', 'Hour, most frequent'],
    ['hourTopRate', 'Hour, share of the most frequent'],
    ['weekdayEntropyBits', 'Weekday, how mixed'],
    ['weekendRate', 'Weekend rate'],
    ['discountMeanRate', 'Discount, on average'],
  ])('%s is "%s"', (name, title) => expect(featureTitle(name)).toBe(title))

  it('head every group of the catalogue', () => {
    expect(Object.keys(featureGroupNames)).toEqual([...featureGroups])
  })
})

describe('featureValue', () => {
  it.each([
    [1_234.56, 'count', '1,234.6'],
    [1, 'days', '1 day'],
    [84.25, 'days', '84.3 days'],
    [33_600, 'minor-units', '£336.00'],
    [1_234.5, 'minor-units', '£12.35'],
    [0.126, 'rate', '13 %'],
    [13, 'hour', '13:00'],
    [9.5, 'hour', '09:30'],
    [23.999, 'hour', '00:00'],
    [1.236, 'ratio', '1.24'],
    [1.5, 'bits', '1.5 bits'],
    [1.5, 'half-hours', '45 min'],
  ] as const)('%s in %s is "%s"', (value, unit, text) => {
    expect(featureValue(value, unit, 'GBP')).toBe(text)
  })

  it('has words for every unit of the catalogue', () => {
    for (const unit of featureUnits) expect(featureValue(2, unit, 'JPY')).toMatch(/2|1 h/)
  })
})
