import { minuteMs } from '#shared/kernel/time.ts'

/** A count that takes long is told again for so long. */
const freshMs = minuteMs
/** The oldest are forgotten first. */
const mostKept = 1_000

/** In this Worker's memory, by what was counted; the latest last. */
const kept = new Map<string, { readonly count: number; readonly countedAtMs: number }>()

/** What was counted within the last minute, or counts anew. `what` names it, the tenant too. */
export async function keptCount(what: string, nowMs: number, count: () => Promise<number>): Promise<number> {
  const known = kept.get(what)
  if (known !== undefined && nowMs - known.countedAtMs < freshMs) return known.count
  const counted = await count()
  kept.delete(what)
  kept.set(what, { count: counted, countedAtMs: nowMs })
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
  return counted
}
