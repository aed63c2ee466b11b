import { hash53 } from '../kernel/hash.ts'

/** There are no more buckets (see new-import.ts), so that a place has room for which one it is. */
const mostBuckets = 256
const hashCount = 2 ** 45
/** When more groups than this are scattered, all of them count as scattered: their list would fill the memory. */
const mostScattered = 100_000
/** Places that are held at once: 32 MB of them. */
const placesPerRange = 4_000_000
/** A bucket for scattered groups takes in about so many, as one of the others does. */
const groupsPerBucket = 5_000
const all = '*'

/** Numbers are written in its digits, 0 to z. */
export const numberRadix = 36

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

/** The first place of one of `rangeCount` ranges of hashes, all of about the same length; that of range `rangeCount` is behind all places. */
export function firstPlaceOfRange(range: number, rangeCount: number): number {
  return Math.ceil((range * hashCount) / rangeCount) * mostBuckets
}

export function writeNumbers(numbers: Iterable<number>): string {
  return Array.from(numbers, (number) => number.toString(numberRadix)).join('\n')
}

/**
 * In how many ranges of hashes the places of so many groups are looked through, one after the other: the places of all of them would
 * fill the memory.
 */
export function rangeCountFor(groupCount: number): number {
  return Math.max(Math.ceil(groupCount / placesPerRange), 1)
}

/**
 * The hashes of the groups that lie in several buckets, ascending, at most one more than can be listed. Sorts `places`, which have to be all of
 * the groups they are of.
 */
export function scatteredHashes(places: Float64Array): number[] {
  places.sort()
  const hashes: number[] = []
  for (let index = 1; index < places.length && hashes.length <= mostScattered; index += 1) {
    const before = places[index - 1] ?? 0
    const place = places[index] ?? 0
    const hash = Math.floor(place / mostBuckets)
    if (place !== before && hash === Math.floor(before / mostBuckets) && hashes.at(-1) !== hash)
      hashes.push(hash)
  }
  return hashes
}

/** Whether all groups count as scattered, because these are too many to be listed. */
export function areTooMany(hashes: readonly number[]): boolean {
  return hashes.length > mostScattered
}

/**
 * What has to be kept of the groups that lie in several buckets, as text; undefined when none does. Two groups whose hashes are alike may be
 * taken for one, which does no harm: rows that were put together twice are together.
 */
export function writeScattered(hashes: readonly number[], homeBucketCount: number): string | undefined {
  if (hashes.length === 0) return undefined
  return `${homeBucketCount}\n${areTooMany(hashes) ? all : writeNumbers(hashes)}`
}

/** Reads what {@link writeScattered} wrote. */
export function readScattered(text: string): ScatteredGroups {
  const border = text.indexOf('\n')
  const homeBucketCount = Number(text.slice(0, border))
  const listed = text.slice(border + 1)
  const hashes = listed === all ? undefined : new Set(readNumbers(listed))
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

/** Reads what {@link writeNumbers} wrote. */
function readNumbers(text: string): number[] {
  return text.split('\n').map((number) => Number.parseInt(number, numberRadix))
}
