import { describe, expect, it } from 'vitest'
import { metricWords } from '#app/models/metric-words.ts'
import { modelKinds, parseModelKind, versionStates } from '#app/models/model-words.ts'
import { modelVersionStates } from '#shared/contracts/models.ts'
import { modelKinds as kindsOfRegistry } from '#shared/predictions/prediction-kinds.ts'
import { trainables } from '#shared/predictions/trainables.ts'

describe('the words of models', () => {
  it('cover every kind and state of the registry', () => {
    expect(modelKinds.toSorted()).toEqual([...kindsOfRegistry].toSorted())
    expect(Object.keys(versionStates)).toEqual([...modelVersionStates])
  })

  it('explain the metric by which each model is taken into use, and agree which way is up', () => {
    expect(trainables.size).toBeGreaterThan(0)
    for (const { kind, decidedBy } of trainables.values()) {
      const { about, better } = metricWords(decidedBy.metric)
      expect(about, kind).not.toBe('')
      expect(['unknown', decidedBy.isHigherBetter ? 'higher' : 'lower'], kind).toContain(better)
    }
  })

  it.each([undefined, '', 'constructor', 'Churn', 'churn '])('find no model by %s', (text) => {
    expect(parseModelKind(text)).toBeUndefined()
  })

  it('find a model by its kind', () => expect(parseModelKind('lifetime-value')).toBe('lifetime-value'))
})
