import * as z from 'zod'
import { toIso } from '../../../kernel/time.ts'

/**
 * Where a page begins. Records are read in the order in which they last changed: one that changes meanwhile comes again
 * at the end, so none is missed. Shopify does not page deeper than 25,000 records, so before that the window is moved:
 * reading begins anew with what changed since the last record.
 */
export interface PageCursor {
  /** ISO 8601: only what changed then or later. Null: everything. */
  readonly since: string | null
  /** Shopify's own cursor within the window. */
  readonly after: string | null
  /** How many records of the window came before. */
  readonly count: number
}

const cursorSchema = z.object({
  since: z.string().nullable(),
  after: z.string().nullable(),
  count: z.int().min(0),
})

/** A page is at most 100 records, so this stays well below what Shopify allows. */
const maxWindowCount = 20_000

/** The cursor as text says; a text that is none is a bug of the caller, and throws. */
export function readCursor(cursor: string | null, changedSinceMs: number | null): PageCursor {
  if (cursor !== null) return cursorSchema.parse(JSON.parse(cursor))
  return { since: changedSinceMs === null ? null : toIso(changedSinceMs), after: null, count: 0 }
}

/**
 * The cursor of the page after one that held `count` records, the last of them changed at `lastChangedAt`. When as many
 * changed in one moment as fill a window, the window cannot move, and reading goes on in it.
 */
export function nextCursor(
  before: PageCursor,
  count: number,
  lastChangedAt: string | null,
  after: string | null,
): string {
  const readCount = before.count + count
  const canMove = lastChangedAt !== null && lastChangedAt !== before.since
  const next: PageCursor =
    readCount >= maxWindowCount && canMove
      ? { since: lastChangedAt, after: null, count: 0 }
      : { since: before.since, after, count: readCount }
  return JSON.stringify(next)
}

/** The search that keeps a page within its window; null asks for everything. */
export function searchOf({ since }: PageCursor): string | null {
  return since === null ? null : `updated_at:>='${since}'`
}
