import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupFeatures } from '#app/predictions/feature-groups.ts'
import { featureGroups } from '#shared/features/feature-definition.ts'

const definition = fc.record({
  name: fc.string({ minLength: 1, maxLength: 3 }),
  group: fc.constantFrom(...featureGroups),
  unit: fc.constant('count' as const),
  meaning: fc.constant(''),
  formula: fc.constant(''),
})
const catalogues = fc.uniqueArray(definition, { selector: ({ name }) => name, maxLength: 20 })

describe('groupFeatures', () => {
  it('shows every feature of the catalogue once, in its group, as known exactly when it has a value', () => {
    fc.assert(
      fc.property(catalogues, fc.infiniteStream(fc.option(fc.integer())), (catalogue, stream) => {
        const features = catalogue.flatMap(({ name }, index) => {
          const value = stream.next().value ?? null
          // Some are not told at all.
          return index % 4 === 3 ? [] : [{ name, value }]
        })
        const shown = groupFeatures(features, catalogue).flatMap(({ group, known, unknown }) => [
          ...known.map(({ definition: { name }, value }) => `${group} ${name} ${value}`),
          ...unknown.map(({ name }) => `${group} ${name} null`),
        ])
        const expected = catalogue.map(
          ({ name, group }) =>
            `${group} ${name} ${features.find((each) => each.name === name)?.value ?? null}`,
        )
        expect(shown.toSorted()).toEqual(expected.toSorted())
      }),
    )
  })

  it('keeps the order of the catalogue and leaves out what the catalogue does not know', () => {
    const entry = (name: string, group: (typeof featureGroups)[number]) => ({
      name,
      group,
      unit: 'count' as const,
      meaning: '',
      formula: '',
    })
    const catalogue = [entry('b', 'value'), entry('a', 'recency'), entry('c', 'value')]
    const features = ['c', 'stranger', 'a', 'b'].map((name) => ({ name, value: 1 }))
    expect(
      groupFeatures(features, catalogue).map(({ group, known }) => [
        group,
        known.map(({ definition: { name } }) => name),
      ]),
    ).toEqual([
      ['value', ['b', 'c']],
      ['recency', ['a']],
    ])
  })
})
