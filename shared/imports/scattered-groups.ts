import { hash53 } from '../kernel/hash.ts'

/** There are no more buckets (see new-import.ts), so that a place has room for which one it is. */
const mostBuckets = 256
/** When more groups than this are scattered, all of them count as scattered: their list would fill the memory. */
const mostScattered = 100_000
/** A bucket for scattered groups takes in about so many, as one of the others does. */
const groupsPerBucket = 5_000
const radix = 36
const all = '*'

/** The groups of an import of which rows may lie in several buckets. */
export interface ScatteredGroups {
  /** The buckets into which the rows were read, the first ones. */
  readonly homeBucketCount: number
  /** Those behind them, in which the rows of each scattered group come together. */
  readonly lateBucketCount: number
  has(group: string): boolean
  /** In which of all buckets the rows of a scattered group come together. */
  bucketOf(group: string): number
}

/** That rows of a group were put into a bucket, as one number: 45 bits of a hash of the group's name, and the bucket. */
export function groupPlace(group: string, bucket: number): number {
  return shortHash(group) * mostBuckets + bucket
}

function shortHash(group: string): number {
  return Math.floor(hash53(group) / mostBuckets)
}

export function writeNumbers(numbers: Iterable<number>): string {
  return Array.from(numbers, (number) => number.toString(radix)).join('\n')
}

/** Reads what {@link writeNumbers} wrote, several such texts as one. */
export function readNumbers(texts: readonly string[]): Float64Array {
  const written = texts.flatMap((text) => (text === '' ? [] : text.split('\n')))
  return Float64Array.from(written, (number) => Number.parseInt(number, radix))
}

/**
 * What has to be kept of the groups that lie in several buckets, as text; undefined when none does. Two groups whose hashes are alike may be
 * taken for one, which does no harm: rows that were put together twice are together. Sorts `places`.
 */
export function writeScattered(places: Float64Array, homeBucketCount: number): string | undefined {
  places.sort()
  const hashes: number[] = []
  for (let index = 1; index < places.length && hashes.length <= mostScattered; index += 1) {
    const [before = 0, place = 0] = places.subarray(index - 1, index + 1)
    const hash = Math.floor(place / mostBuckets)
    if (place !== before && hash === Math.floor(before / mostBuckets) && hashes.at(-1) !== hash)
      hashes.push(hash)
  }
  if (hashes.length === 0) return undefined
  return `${homeBucketCount}\n${hashes.length > mostScattered ? all : writeNumbers(hashes)}`
}

/** Reads what {@link writeScattered} wrote. */
export function readScattered(text: string): ScatteredGroups {
  const border = text.indexOf('\n')
  const homeBucketCount = Number(text.slice(0, border))
  const listed = text.slice(border + 1)
  const hashes = listed === all ? undefined : new Set(readNumbers([listed]))
  const lateBucketCount =
    hashes === undefined
      ? homeBucketCount
      : Math.min(homeBucketCount, Math.ceil(hashes.size / groupsPerBucket))
  return {
    homeBucketCount,
    lateBucketCount,
    has: (group) => hashes === undefined || hashes.has(shortHash(group)),
    bucketOf: (group) => homeBucketCount + (shortHash(group) % lateBucketCount),
  }
}
