import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { isConfirmed } from '#shared/imports/confirm-mapping.ts'
import {
  bucketFolder,
  bucketPartKey,
  groupPlacesFolder,
  scatteredGroupsKey,
} from '#shared/imports/import-keys.ts'
import type { LinePlace } from '#shared/imports/kinds/import-kind.ts'
import { importKindWork } from '#shared/imports/kinds/kinds.ts'
import { PlacesOfRange } from '#shared/imports/places-of-range.ts'
import {
  areTooMany,
  rangeCountFor,
  readScattered,
  type ScatteredGroups,
  scatteredHashes,
  writeScattered,
} from '#shared/imports/scattered-groups.ts'
import { freeBytes } from '#shared/kernel/free-bytes.ts'
import type { ImportFiles } from './import-ports.ts'

/**
 * The groups of which rows lie in several buckets: an order whose rows name different people, or of which a piece of the file that names
 * nobody was read by itself. The first step of loading looks for them; the others find what it kept.
 */
export async function findScattered(
  row: CustomerImportRow,
  files: ImportFiles,
): Promise<ScatteredGroups | undefined> {
  if (placeOfLine(row) === undefined) return undefined
  if (row.loadedBucketCount > 0) {
    const kept = await files.read(scatteredGroupsKey(row))
    return kept === undefined ? undefined : readScattered(decode(kept))
  }
  const written = writeScattered(await lookForScattered(row, files), row.bucketCount)
  if (written === undefined) return undefined
  await files.write(scatteredGroupsKey(row), written)
  return readScattered(written)
}

/** The hashes of scattered groups, or some more than can be listed. Goes through all places once for each range of hashes. */
async function lookForScattered(row: CustomerImportRow, files: ImportFiles): Promise<number[]> {
  const keys = await files.list(groupPlacesFolder(row))
  // A group was put somewhere once for each step that read rows of it, so there are no more places than rows.
  const mostPlaces = row.rowCount - row.rejectedRowCount
  const rangeCount = rangeCountFor(mostPlaces)
  const hashes: number[] = []
  for (let range = 0; range < rangeCount && !areTooMany(hashes); range += 1) {
    const gathered = new PlacesOfRange(range, rangeCount, mostPlaces / rangeCount)
    for (const key of keys) {
      const bytes = await readListed(key, files)
      gathered.add(bytes)
      freeBytes(bytes)
    }
    for (const hash of scatteredHashes(gathered.places())) hashes.push(hash)
    gathered.free()
  }
  return hashes
}

/**
 * The lines of the bucket that is to be loaded, piece by piece, those of each group in the order of the file. Those of scattered groups are
 * put into buckets behind the others, in which they come together.
 */
export async function* linesOfBucket(
  row: CustomerImportRow,
  scattered: ScatteredGroups | undefined,
  files: ImportFiles,
): AsyncGenerator<string[]> {
  const keys = await files.list(bucketFolder(row, row.loadedBucketCount))
  const placeOf = placeOfLine(row)
  if (scattered === undefined || placeOf === undefined) {
    for (const key of keys) yield await readLines(key, files)
  } else if (row.loadedBucketCount >= scattered.homeBucketCount) {
    yield await togetherAgain(keys, placeOf, files)
  } else {
    const late = new Map<number, string[]>()
    for (const key of keys) yield takeOut(await readLines(key, files), scattered, placeOf, late)
    for (const [bucket, lines] of late) {
      await files.write(bucketPartKey(row, bucket, row.loadedBucketCount), lines.join('\n'))
    }
  }
}

/** Puts the lines of scattered groups into `late`, by bucket, and returns the others. */
function takeOut(
  lines: readonly string[],
  scattered: ScatteredGroups,
  placeOf: (line: string) => LinePlace,
  late: Map<number, string[]>,
): string[] {
  return lines.filter((line) => {
    const { group } = placeOf(line)
    if (!scattered.has(group)) return true
    const bucket = scattered.bucketOf(group)
    const together = late.get(bucket)
    if (together === undefined) late.set(bucket, [line])
    else together.push(line)
    return false
  })
}

async function togetherAgain(
  keys: readonly string[],
  placeOf: (line: string) => LinePlace,
  files: ImportFiles,
): Promise<string[]> {
  const placed: { line: string; lineNumber: number }[] = []
  for (const key of keys) {
    for (const line of await readLines(key, files))
      placed.push({ line, lineNumber: placeOf(line).lineNumber })
  }
  placed.sort((left, right) => left.lineNumber - right.lineNumber)
  return placed.map(({ line }) => line)
}

function placeOfLine({ mapping }: CustomerImportRow): ((line: string) => LinePlace) | undefined {
  return isConfirmed(mapping) ? importKindWork[mapping.kind].placeOfLine : undefined
}

async function readLines(key: string, files: ImportFiles): Promise<string[]> {
  return decode(await readListed(key, files)).split('\n')
}

async function readListed(key: string, files: ImportFiles): Promise<Uint8Array> {
  const bytes = await files.read(key)
  if (bytes === undefined) throw new Error(`${key} was listed but is gone`)
  return bytes
}

/** The bytes are freed. */
function decode(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  freeBytes(bytes)
  return text
}
