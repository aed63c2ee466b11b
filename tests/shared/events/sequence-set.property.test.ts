import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addSequences, emptySequenceSet, hasSequence, missingRanges } from '#shared/events/sequence-set.ts'

const seed = 20261121
const additions = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), { maxLength: 12 })
const all = Array.from({ length: 45 }, (_, index) => index + 1)

describe('a sequence set', () => {
  it(`holds what a plain set holds, and is kept as small as can be (seed ${seed})`, () => {
    fc.assert(
      fc.property(additions, fc.nat(45), (batches, last) => {
        const plain = new Set<number>()
        let set = emptySequenceSet
        for (const batch of batches) {
          for (const sequence of batch) plain.add(sequence)
          set = addSequences(set, batch)
          expect(addSequences(set, batch)).toEqual(set)
        }
        expect(all.filter((sequence) => hasSequence(set, sequence))).toEqual(
          all.filter((sequence) => plain.has(sequence)),
        )

        const runEnds = [...plain].filter((sequence) => !plain.has(sequence + 1))
        expect(set.beyond.length + (set.through > 0 ? 1 : 0)).toBe(runEnds.length)
        expect(set.through === 0 || plain.has(1)).toBe(true)

        const missing = missingRanges(set, last).flatMap(([from, to]) =>
          all.filter((each) => each >= from && each <= to),
        )
        const upToLast = all.filter((sequence) => sequence <= last && !plain.has(sequence))
        expect(missing.filter((sequence) => sequence <= last)).toEqual(upToLast)
      }),
      { seed, numRuns: 2_000 },
    )
  })

  it(`is the same whatever the order of additions (seed ${seed})`, () => {
    fc.assert(
      fc.property(additions, (batches) => {
        const inOrder = batches.reduce(addSequences, emptySequenceSet)
        expect(addSequences(emptySequenceSet, batches.flat().reverse())).toEqual(inOrder)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
