import * as z from 'zod'
import { type Result, succeed } from '../../../kernel/result.ts'
import { toIso } from '../../../kernel/time.ts'
import type { BackfillFailure, BackfillPage, VendorCall } from '../../backfill.ts'
import type { ShopifyRecord } from '../record.ts'
import { askForLess } from './ask-for-less.ts'
import { inventoryAnswerSchema, inventoryRecords } from './catalogue-node.ts'
import { inventoryLevelsQuery } from './queries.ts'

/** Levels are read location by location: which location comes next, and where in its levels. */
const inventoryCursorSchema = z.object({ location: z.string().nullable(), after: z.string().nullable() })

/** One page of what one location has. A cursor that is none is a bug of the caller, and throws. */
export async function readInventoryPage(
  cursorText: string | null,
  changedSinceMs: number | null,
  call: VendorCall,
): Promise<Result<BackfillPage<ShopifyRecord>, BackfillFailure>> {
  const cursor =
    cursorText === null
      ? { location: null, after: null }
      : inventoryCursorSchema.parse(JSON.parse(cursorText))
  const query = changedSinceMs === null ? null : `updated_at:>='${toIso(changedSinceMs)}'`
  const answer = await askForLess(
    inventoryLevelsQuery,
    { ...cursor, query },
    [100, 25, 5],
    inventoryAnswerSchema,
    call,
  )
  if (!answer.ok) return answer
  const { nodes, pageInfo: locations } = answer.value.locations
  const levels = nodes[0]?.inventoryLevels.pageInfo
  const records = inventoryRecords(answer.value)
  if (levels?.hasNextPage) {
    const next = { location: cursor.location, after: levels.endCursor ?? null }
    return succeed({ records, nextCursor: JSON.stringify(next) })
  }
  if (locations.hasNextPage) {
    const next = { location: locations.endCursor ?? null, after: null }
    return succeed({ records, nextCursor: JSON.stringify(next) })
  }
  return succeed({ records, nextCursor: null })
}
