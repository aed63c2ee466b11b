import { describe, expect, it } from 'vitest'
import { featureCatalogue, featureNames } from '#shared/features/feature-catalogue.ts'
import { featureGroups } from '#shared/features/feature-definition.ts'
import { referencePage } from './reference-page.ts'

describe('docs/reference/features.md', () => {
  it('has every line of the feature catalogue, word for word', () => {
    const [, catalogue = ''] = referencePage('features.md').split('## The feature catalogue')
    const rows = catalogue
      .split('\n')
      .filter((line) => line.startsWith('| ') && line.split(' | ').length === 4)
    const lines = featureCatalogue.map(
      ({ name, unit, meaning, formula }) => `| \`${name}\` | ${meaning} | ${unit} | ${formula} |`,
    )
    expect(rows.filter((row) => featureNames.includes(/^\| `(\w+)`/.exec(row)?.[1] ?? ''))).toEqual(lines)
  })
})

describe('the feature catalogue', () => {
  it('names each feature once, with its unit in the name, and leaves no group empty', () => {
    expect(new Set(featureNames).size).toBe(featureNames.length)
    expect([...new Set(featureCatalogue.map(({ group }) => group))]).toEqual([...featureGroups])
    const endings = {
      days: /Days$/,
      'minor-units': /Minor$/,
      rate: /Rate$/,
      bits: /Bits$/,
      'half-hours': /HalfHours$/,
    }
    for (const { name, unit } of featureCatalogue) {
      if (unit in endings) expect(name).toMatch(endings[unit as keyof typeof endings])
    }
  })
})
