import * as z from 'zod'

/**
 * Where the next page of things begins that are listed by the date of their change. Things that are saved while pages
 * are read move to the end, and numbered pages would then skip others; so a page begins at the moment at which the one
 * before ended, and pages are counted only among things changed at that one moment. (Of more than a page of those, one
 * can still be skipped when another is saved between two pages.)
 */
export interface PageStart {
  /** Only what was changed at this moment or later, UTC epoch ms; null: everything. */
  readonly fromMs: number | null
  /** From 1. */
  readonly page: number
}

const startSchema = z.object({ fromMs: z.int().nullable(), page: z.int().min(1) })

/** The start that a cursor names, or the first one where there is none; undefined for what is no cursor of ours. */
export function readCursor(cursor: string | null, changedSinceMs: number | null): PageStart | undefined {
  if (cursor === null) return { fromMs: changedSinceMs, page: 1 }
  try {
    return startSchema.safeParse(JSON.parse(cursor)).data
  } catch {
    return undefined
  }
}

export function writeCursor({ fromMs, page }: PageStart): string {
  return JSON.stringify({ fromMs, page })
}

/**
 * The start after a full page whose last thing was changed at `lastChangedMs` (undefined: it does not say). What was
 * changed at that very moment comes twice.
 */
export function startAfter(start: PageStart, lastChangedMs: number | undefined): PageStart {
  return lastChangedMs === undefined || (start.fromMs !== null && lastChangedMs <= start.fromMs)
    ? { ...start, page: start.page + 1 }
    : { fromMs: lastChangedMs, page: 1 }
}
