import { describe, expect, it } from 'vitest'
import { clusterPairs } from '#shared/identity/matching/cluster-pairs.ts'
import { defaultLevels } from '#shared/identity/matching/default-model.ts'
import type { MatchModel } from '#shared/identity/matching/match-model.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import { scorePair } from '#shared/identity/matching/score-pair.ts'
import { startSurvey } from '#shared/identity/matching/survey.ts'

const model: MatchModel = {
  version: 1,
  basis: 'estimated',
  recordCount: 1_000,
  classShares: { samePerson: 0.0004, samePersonMoved: 0.0001, samePlace: 0.001, strangers: 0.9985 },
  levels: defaultLevels,
  recordsPerPerson: 1,
}
const survey = startSurvey().finish()

const full = {
  firstName: 'augusta',
  lastName: 'lovelace',
  birthDate: '19801210',
  emails: ['augusta@mail.example'],
}

function cluster(
  records: Readonly<Record<string, Omit<MatchRecord, 'customerId'>>>,
  pairsOf: readonly (readonly [string, string])[],
  isKeptApart?: (leftId: string, rightId: string) => boolean,
) {
  const byId = new Map(
    Object.entries(records).map(([customerId, fields]) => [customerId, { customerId, ...fields }]),
  )
  const pairs = pairsOf.map(([leftId, rightId]) => {
    const [left, right] = [byId.get(leftId), byId.get(rightId)]
    if (left === undefined || right === undefined) throw new Error('no such record')
    return { leftId, rightId, ...scorePair(left, right, model, survey) }
  })
  const { clusters, links, contested } = clusterPairs(pairs, byId, model, survey, isKeptApart)
  const names = (found: readonly { leftId: string; rightId: string }[]) =>
    found.map(({ leftId, rightId }) => leftId + rightId)
  return { clusters, links: names(links), contested: names(contested) }
}

describe('clusterPairs', () => {
  it('brings together who is tied through others, with one link fewer than there are records', () => {
    const found = cluster({ a: full, b: full, c: full }, [
      ['a', 'b'],
      ['b', 'c'],
      ['a', 'c'],
    ])
    expect(found.clusters).toEqual([['a', 'b', 'c']])
    expect(found.links).toHaveLength(2)
    expect(found.contested).toEqual([])
  })

  it('does not make two people one through a record that could be of either', () => {
    const william = {
      firstName: 'william',
      lastName: 'king',
      birthDate: '19510221',
      emails: ['thunderer@mail.example'],
    }
    const either = { lastName: 'lovelace', emails: ['augusta@mail.example', 'thunderer@mail.example'] }
    const found = cluster({ a: full, either, w: william }, [
      ['a', 'either'],
      ['either', 'w'],
    ])
    expect(found.clusters).toEqual([['a', 'either']])
    expect(found.contested).toEqual(['eitherw'])
  })

  it('keeps apart whom somebody has kept apart', () => {
    const found = cluster(
      { a: full, b: full, c: full },
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      (left, right) => left === 'a' && right === 'c',
    )
    expect(found.clusters).toEqual([['a', 'b']])
    expect(found.contested).toEqual(['bc'])
  })

  it('does not depend on the order of the pairs', () => {
    const records = { a: full, b: full, c: full, d: full }
    const pairs = [
      ['a', 'b'],
      ['c', 'd'],
      ['b', 'c'],
    ] as const
    expect(cluster(records, [...pairs].reverse())).toEqual(cluster(records, pairs))
  })
})
