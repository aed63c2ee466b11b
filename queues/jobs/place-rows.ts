import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { isConfirmed } from '#shared/imports/confirm-mapping.ts'
import { bucketsFolder, groupPlacesFolder } from '#shared/imports/import-keys.ts'
import type { ReadRow } from '#shared/imports/kinds/import-kind.ts'
import { importKindWork } from '#shared/imports/kinds/kinds.ts'
import { groupPlace } from '#shared/imports/scattered-groups.ts'
import { shardOf } from '#shared/kernel/hash.ts'
import type { ImportFiles } from './import-ports.ts'

/**
 * More groups of a piece of the file than this do not lie beside one thing: tills write one address for all who leave none, and the orders
 * of all of them would not fit into memory.
 */
const mostBeside = 100

/** The rows of one reading step, on their way into buckets. */
export interface RowPlacer {
  add(row: ReadRow): void
  /** Lines by bucket, and where each group was put. To be called once, when all rows are there. */
  place(): { readonly buckets: ReadonlyMap<number, string[]>; readonly places: readonly number[] }
}

/** Puts rows into buckets by group alone. */
export function placeByGroup(bucketCount: number): RowPlacer {
  const buckets = new Map<number, string[]>()
  return {
    add: ({ group, line }) => addLines(buckets, shardOf(group, bucketCount), [line]),
    place: () => ({ buckets, places: [] }),
  }
}

/** Puts the rows of a group where the first row says that says it, with what they lie beside; else by group. */
export function placeBeside(bucketCount: number): RowPlacer {
  const groups = new Map<string, { readonly lines: string[]; beside: string | undefined }>()
  return {
    add({ group, line, beside }) {
      const rows = groups.get(group)
      if (rows === undefined) groups.set(group, { lines: [line], beside })
      else {
        rows.lines.push(line)
        rows.beside ??= beside
      }
    },
    place() {
      const buckets = new Map<number, string[]>()
      const places: number[] = []
      const crowded = crowdedNames(groups.values())
      for (const [group, { lines, beside }] of groups) {
        const isAlone = beside === undefined || crowded.has(beside)
        const bucket = shardOf(isAlone ? group : beside, bucketCount)
        places.push(groupPlace(group, bucket))
        addLines(buckets, bucket, lines)
      }
      return { buckets, places }
    },
  }
}

/** Whether rows are put beside others. An import that an older version of Patron began goes on as it began. */
export async function isPlacedBeside(
  row: CustomerImportRow,
  files: Pick<ImportFiles, 'list'>,
): Promise<boolean> {
  if (!isConfirmed(row.mapping) || importKindWork[row.mapping.kind].placeOfLine === undefined) return false
  const hasPlaces = (await files.list(groupPlacesFolder(row))).length > 0
  return hasPlaces || (await files.list(bucketsFolder(row))).length === 0
}

function crowdedNames(groups: Iterable<{ readonly beside: string | undefined }>): Set<string> {
  const counts = new Map<string, number>()
  for (const { beside } of groups) {
    if (beside !== undefined) counts.set(beside, (counts.get(beside) ?? 0) + 1)
  }
  return new Set([...counts].filter(([, count]) => count > mostBeside).map(([name]) => name))
}

function addLines(buckets: Map<number, string[]>, bucket: number, lines: string[]): void {
  const together = buckets.get(bucket)
  if (together === undefined) buckets.set(bucket, lines)
  else for (const line of lines) together.push(line)
}
