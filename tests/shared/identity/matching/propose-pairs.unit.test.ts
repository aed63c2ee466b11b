import { describe, expect, it } from 'vitest'
import { clusterPairs } from '#shared/identity/matching/cluster-pairs.ts'
import { addComparisonCounts, countComparisons } from '#shared/identity/matching/count-comparisons.ts'
import { estimateModel } from '#shared/identity/matching/estimate-model.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import { isRecordInPartition } from '#shared/identity/matching/partition.ts'
import { proposePairs, scorePartition } from '#shared/identity/matching/propose-pairs.ts'
import { mergeSurveys, startSurvey } from '#shared/identity/matching/survey.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { randomPeople } from './random-people.ts'
import { shop } from './worlds.ts'

/** A shop's other customers, so that there is something to learn from. */
const others = randomPeople(seededRandom(42), { ...shop, personCount: 700, townCount: 8 }).records

/** Among so few, fewer random pairs tell as much; the model test takes the usual number. */
const randomPairs = 20_000

function mostCommon(values: readonly string[]): string[] {
  const counts = Map.groupBy(values, (value) => value)
  return [...counts.keys()].sort(
    (left, right) => (counts.get(right)?.length ?? 0) - (counts.get(left)?.length ?? 0),
  )
}

function clustersWith(...records: readonly MatchRecord[]): string[][] {
  const ids = new Set(records.map(({ customerId }) => customerId))
  const { clusters } = proposePairs([...others, ...records], seededRandom(1), { randomPairs })
  return clusters.filter((cluster) => cluster.some((id) => ids.has(id))).map((cluster) => [...cluster])
}

const home = {
  lastName: 'lovelace',
  street: '12 ockham park',
  postcode: 'gu236nq',
  city: 'ockham',
  phones: ['+441483222222'],
}

describe('proposePairs', () => {
  it('finds one person in two spellings', () => {
    const found = clustersWith(
      { customerId: 'a', firstName: 'augusta', birthDate: '19801210', ...home },
      { customerId: 'b', firstName: 'agusta', birthDate: '19801210', lastName: 'lovelace', city: 'ockham' },
    )
    expect(found).toEqual([['a', 'b']])
  })

  it('finds a person who moved and married by birth date, first name and e-mail', () => {
    const found = clustersWith(
      {
        customerId: 'a',
        firstName: 'augusta',
        lastName: 'byron',
        birthDate: '19801210',
        emails: ['enchantress@mail.example'],
        city: 'leeds',
      },
      {
        customerId: 'b',
        firstName: 'augusta',
        birthDate: '19801210',
        emails: ['enchantress@mail.example'],
        ...home,
      },
    )
    expect(found).toEqual([['a', 'b']])
  })

  it.each([
    ['twins', { firstName: 'anna', birthDate: '19801210' }, { firstName: 'bertha', birthDate: '19801210' }],
    ['a couple', { firstName: 'augusta' }, { firstName: 'william' }],
    [
      'father and son',
      { firstName: 'william', birthDate: '19510221' },
      { firstName: 'william', birthDate: '19801210' },
    ],
  ])('keeps %s under one roof apart', (_, left, right) => {
    expect(
      clustersWith({ customerId: 'a', ...home, ...left }, { customerId: 'b', ...home, ...right }),
    ).toEqual([])
  })

  it('keeps two people with a common name in one town apart', () => {
    const [town = ''] = mostCommon(others.flatMap(({ city }) => city ?? []))
    expect(
      clustersWith(
        { customerId: 'a', firstName: 'oliver', lastName: 'smith', city: town, emails: ['os@one.example'] },
        {
          customerId: 'b',
          firstName: 'oliver',
          lastName: 'smith',
          city: town,
          emails: ['smith.o@two.example'],
        },
      ),
    ).toEqual([])
  })

  it('never brings together whom somebody has kept apart, not even through a third', () => {
    const records = ['a', 'b', 'c'].map((customerId) => ({
      customerId,
      firstName: 'augusta',
      birthDate: '19801210',
      ...home,
    }))
    const isKeptApart = (left: string, right: string) => left === 'a' && right === 'c'
    const { clusters } = proposePairs([...others, ...records], seededRandom(1), {
      isKeptApart,
      randomPairs,
    })
    const found = clusters.filter((cluster) => cluster.some((id) => 'abc'.includes(id)))
    expect(found).toHaveLength(1)
    expect(found[0]).toHaveLength(2)
    expect(found[0]).toContain('b')
  })

  it('finds an equal record among a handful', () => {
    const few = others.slice(0, 20)
    const [first] = few
    if (first === undefined) throw new Error('there are no records')
    const twin = { ...first, customerId: 'again' }
    const { clusters, model } = proposePairs([...few, twin], seededRandom(1), { randomPairs })
    expect(model.basis).toBe('default')
    expect(clusters).toContainEqual(['again', first.customerId])
  })

  it('answers for nobody and for one', () => {
    expect(proposePairs([], seededRandom(1)).clusters).toEqual([])
    expect(proposePairs([{ customerId: 'a', firstName: 'ada' }], seededRandom(1)).clusters).toEqual([])
  })

  it('finds the same step by step, in partitions, through JSON', () => {
    const count = 5
    const partitions = Array.from({ length: count }, (_, index) => ({ index, count }))
    const needed = (index: number) => others.filter((record) => isRecordInPartition(record, { index, count }))
    const throughJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))
    const survey = mergeSurveys(
      partitions.map((partition) => {
        const counting = startSurvey(partition)
        for (const record of others) counting.add(record)
        return throughJson(counting.finish())
      }),
    )
    const counts = partitions.map((partition) =>
      throughJson(countComparisons(needed(partition.index), survey, seededRandom(1), partition)),
    )
    const model = throughJson(estimateModel(addComparisonCounts(counts), survey.recordCount))
    const pairs = partitions.flatMap((partition) =>
      scorePartition(needed(partition.index), survey, model, partition),
    )
    const recordOf = new Map(others.map((record) => [record.customerId, record]))
    const stepByStep = clusterPairs(pairs, recordOf, model, survey)
    const atOnce = proposePairs(others, seededRandom(1))
    expect(survey.termCounts).toEqual(atOnce.survey.termCounts)
    // Which random pairs are drawn differs, so a pair at the threshold may.
    const ofSteps = new Set(stepByStep.clusters.map(String))
    const same = atOnce.clusters.filter((cluster) => ofSteps.has(String(cluster)))
    expect(same.length).toBeGreaterThan(atOnce.clusters.length * 0.97)
    // The same model gives the same pairs, however they are divided.
    const inOne = scorePartition(others, survey, model, { index: 0, count: 1 })
    expect(pairs.map(({ leftId, rightId }) => `${leftId} ${rightId}`).sort()).toEqual(
      inOne.map(({ leftId, rightId }) => `${leftId} ${rightId}`).sort(),
    )
  })
})
