import { describe, expect, it } from 'vitest'
import { blockKeys, passOfKey } from '#shared/identity/matching/block-keys.ts'
import { fileRecords, visitCandidates } from '#shared/identity/matching/candidate-pairs.ts'
import { isRecordInPartition } from '#shared/identity/matching/partition.ts'
import { mergeSurveys, startSurvey } from '#shared/identity/matching/survey.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { randomPeople } from './random-people.ts'
import { contacts, shop } from './worlds.ts'

const seeds = [1, 2]

describe('visitCandidates', () => {
  it.each(seeds)(
    'visits every pair that shares a kept block once, in however many partitions (seed %i)',
    (seed) => {
      const { records } = randomPeople(seededRandom(seed), { ...shop, personCount: 120, townCount: 2 })
      for (const partitionCount of [1, 3, 16]) {
        const partitions = Array.from({ length: partitionCount }, (_, index) => ({
          index,
          count: partitionCount,
        }))
        const survey = mergeSurveys(
          partitions.map((partition) => {
            const counting = startSurvey(partition, 12)
            for (const record of records) counting.add(record)
            return counting.finish()
          }),
        )
        expect(survey.droppedBlocks.length).toBeGreaterThan(0)
        expect(survey.recordCount).toBe(records.length)
        const dropped = new Set(survey.droppedBlocks.map(({ key }) => key))
        const expected = new Set<string>()
        for (const [index, left] of records.entries()) {
          const keys = new Set(blockKeys(left).filter((key) => !dropped.has(key)))
          for (const right of records.slice(index + 1)) {
            if (blockKeys(right).some((key) => keys.has(key)))
              expected.add([left.customerId, right.customerId].sort().join(' '))
          }
        }
        const visited: string[] = []
        for (const partition of partitions) {
          const needed = records.filter((record) => isRecordInPartition(record, partition))
          visitCandidates(fileRecords(needed, survey), partition, (left, right) => {
            visited.push([needed[left]?.customerId, needed[right]?.customerId].sort().join(' '))
          })
        }
        expect(new Set(visited).size).toBe(visited.length)
        expect(new Set(visited)).toEqual(expected)
      }
    },
  )

  it('reports each block it drops with its pass and size', () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      customerId: `cus_${index}`,
      emails: ['info@shop.example'],
    }))
    const counting = startSurvey(undefined, 10)
    for (const record of records) counting.add(record)
    const { droppedBlocks, termCounts } = counting.finish()
    expect(droppedBlocks.map(({ pass, recordCount }) => [pass, recordCount])).toEqual([['email', 20]])
    expect(termCounts.email).toEqual({ 'info@shop.example': 20 })
  })

  it('loses few pairs of one person', () => {
    const { records, personOf } = randomPeople(seededRandom(4), contacts)
    const counting = startSurvey()
    for (const record of records) counting.add(record)
    let found = 0
    visitCandidates(fileRecords(records, counting.finish()), { index: 0, count: 1 }, (left, right) => {
      if (personOf.get(records[left]?.customerId ?? '') === personOf.get(records[right]?.customerId ?? ''))
        found += 1
    })
    const sizes = [...Map.groupBy(personOf.values(), (person) => person).values()]
    const all = sizes.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
    expect(found / all).toBeGreaterThan(0.9)
  })
})

describe('blockKeys', () => {
  it('files swapped names together', () => {
    const keys = blockKeys({ customerId: 'a', firstName: 'noah', lastName: 'williams' })
    const swapped = blockKeys({ customerId: 'b', firstName: 'willams', lastName: 'noah' })
    expect(keys.filter((key) => swapped.includes(key)).map(passOfKey)).toEqual(['soundOfNames'])
  })

  it('has none for a record of which nothing is known', () => {
    expect(blockKeys({ customerId: 'a' })).toEqual([])
  })
})
