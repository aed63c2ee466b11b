import * as z from 'zod'
import type { JsonObject } from '../kernel/json.ts'
import { minuteMs } from '../kernel/time.ts'

/** Read again before the last run began: vendors' lists are behind their own clocks, and clocks differ. */
const overlapMs = 10 * minuteMs
const maxEveryMinutes = 7 * 24 * 60

/** What may be set for a connection of every source that can be read. */
export const reconciliationSettingSchema = z.object({
  /** How often what changed is read by itself; 0: never. Absent: as often as the source says. */
  reconcileEveryMinutes: z.int().min(0).max(maxEveryMinutes).optional(),
})

/** What of a connection's runs decides about the next one; times are UTC epoch ms. */
export interface PastRuns {
  readonly startedAtMs: number
  /** Of the latest that was finished; null: none was. */
  readonly doneStartedAtMs: number | null
}

/**
 * Since when a connection's changes are to be read now; undefined when it is not time yet. The setting
 * `reconcileEveryMinutes` goes before the source's own time; 0 turns it off.
 */
export function reconcileSince(
  connection: { readonly settings: JsonObject; readonly createdAt: number },
  sourceMinutes: number | null,
  past: PastRuns | undefined,
  nowMs: number,
): number | undefined {
  const setting = reconciliationSettingSchema.safeParse(connection.settings).data
  const everyMinutes = setting?.reconcileEveryMinutes ?? sourceMinutes ?? 0
  const lastMs = past?.startedAtMs ?? connection.createdAt
  if (everyMinutes === 0 || nowMs - lastMs < everyMinutes * minuteMs) return undefined
  return (past?.doneStartedAtMs ?? connection.createdAt) - overlapMs
}
