import type { AuditVerification } from '../contracts/audit.ts'
import type { auditSealTable } from '../database/tables/audit-log.ts'
import { dayMs } from '../kernel/time.ts'
import { firstSealHash, stretchOf, utcDay } from './audit-seal.ts'

type Seal = Pick<typeof auditSealTable.$inferSelect, 'day' | 'rowCount' | 'sealHash'>

/** What the seal of a day comes to by the rows that are there now, with the seal before it. */
export type SealCheck = (day: string, before: string) => Promise<{ sealHash: string; rowCount: number }>

/** The first UTC day of which nothing has been cleared yet; a day more is left out, as retention clears by local days. */
export function keptFromDay(retentionDays: number, nowMs: number): string {
  return utcDay(nowMs - (retentionDays - 2) * dayMs)
}

/**
 * Holds the rows against the seals, day after day, and stops at the first that does not fit: a changed row, one more or
 * less, or a day whose seal is gone. Days before `keptFrom` are believed, as their rows are cleared.
 */
export async function verifySeals(
  seals: readonly Seal[],
  keptFrom: string,
  check: SealCheck,
): Promise<AuditVerification> {
  const last = seals.at(-1)
  const found = { checkedDays: 0, checkedEntries: 0 }
  const verdict = (firstBrokenDay: string | null): AuditVerification => ({
    isIntact: firstBrokenDay === null,
    ...found,
    firstBrokenDay,
    lastSealedDay: last?.day ?? null,
    lastSealHash: last?.sealHash ?? null,
  })
  let before: Seal | undefined
  for (const seal of seals) {
    const expectedDay = before === undefined ? seal.day : utcDay(stretchOf(before.day).fromMs + dayMs)
    if (seal.day !== expectedDay) return verdict(expectedDay)
    if (seal.day >= keptFrom) {
      const { sealHash, rowCount } = await check(seal.day, before?.sealHash ?? firstSealHash)
      if (sealHash !== seal.sealHash || rowCount !== seal.rowCount) return verdict(seal.day)
      found.checkedDays += 1
      found.checkedEntries += rowCount
    }
    before = seal
  }
  return verdict(null)
}
