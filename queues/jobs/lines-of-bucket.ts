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
import {
  readNumbers,
  readScattered,
  type ScatteredGroups,
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
    const kept = await readText(scatteredGroupsKey(row), files)
    return kept === undefined ? undefined : readScattered(kept)
  }
  const texts: string[] = []
  for (const key of await files.list(groupPlacesFolder(row))) texts.push((await readText(key, files)) ?? '')
  const written = writeScattered(readNumbers(texts), row.bucketCount)
  if (written === undefined) return undefined
  await files.write(scatteredGroupsKey(row), written)
  return readScattered(written)
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
  const text = await readText(key, files)
  if (text === undefined) throw new Error(`${key} was listed but is gone`)
  return text.split('\n')
}

async function readText(key: string, files: ImportFiles): Promise<string | undefined> {
  const bytes = await files.read(key)
  if (bytes === undefined) return undefined
  const text = new TextDecoder().decode(bytes)
  freeBytes(bytes)
  return text
}
