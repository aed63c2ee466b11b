/**
 * The set of settled entries of a log, kept small: all of 1..`through`, and beyond it a few ranges that were settled
 * out of order, sorted, apart from each other and from `through`.
 */
export interface SequenceSet {
  readonly through: number
  readonly beyond: readonly (readonly [from: number, to: number])[]
}

export const emptySequenceSet: SequenceSet = { through: 0, beyond: [] }

export function hasSequence(set: SequenceSet, sequence: number): boolean {
  return sequence <= set.through || set.beyond.some(([from, to]) => sequence >= from && sequence <= to)
}

/** The set with the given sequences added; adding one twice changes nothing. */
export function addSequences(set: SequenceSet, sequences: readonly number[]): SequenceSet {
  const ranges: [number, number][] = set.beyond.map(([from, to]) => [from, to])
  for (const sequence of sequences) {
    if (sequence > set.through) ranges.push([sequence, sequence])
  }
  ranges.sort((left, right) => left[0] - right[0])
  let through = set.through
  const beyond: [number, number][] = []
  for (const [from, to] of ranges) {
    const last = beyond.at(-1)
    if (from <= through + 1) through = Math.max(through, to)
    else if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else beyond.push([from, to])
  }
  return { through, beyond }
}

/** The ranges of 1..`last` that are not in the set, in order. */
export function missingRanges(set: SequenceSet, last: number): [from: number, to: number][] {
  const missing: [number, number][] = []
  let next = set.through + 1
  for (const [from, to] of set.beyond) {
    if (from > next) missing.push([next, from - 1])
    next = to + 1
  }
  if (next <= last) missing.push([next, last])
  return missing
}
