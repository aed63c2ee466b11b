import type { AuditLogRow } from '../database/tables/audit-log.ts'
import { sha256Hex } from '../kernel/sha256-hex.ts'
import { dayMs } from '../kernel/time.ts'

/** What stands before the first day of every tenant. */
export const firstSealHash = '0'.repeat(64)

/** A day is closed this long after it ended: by then every call that began in it is written down. */
export const sealAfterMs = 3_600_000

/** The UTC day of a moment, as 2026-11-21. */
export function utcDay(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}

/** From midnight to midnight, in epoch ms. */
export function stretchOf(day: string): { fromMs: number; toMs: number } {
  const fromMs = Date.parse(`${day}T00:00:00.000Z`)
  return { fromMs, toMs: fromMs + dayMs }
}

/** The days from `firstDay` on that can be closed at `nowMs`, in order. */
export function closableDays(firstDay: string, nowMs: number): string[] {
  const days: string[] = []
  for (let fromMs = stretchOf(firstDay).fromMs; fromMs + dayMs + sealAfterMs <= nowMs; fromMs += dayMs) {
    days.push(utcDay(fromMs))
  }
  return days
}

/**
 * The seal of a day: SHA-256 over the seal of the day before, the day, and each row with every one of its fields, in the
 * order they were written. As each seal holds the one before, no earlier day can be changed alone.
 */
export async function auditSealHash(
  before: string,
  day: string,
  rows: readonly AuditLogRow[],
): Promise<string> {
  const lines = rows.map((row) =>
    JSON.stringify([
      row.tenantId,
      row.auditId,
      row.occurredAt,
      row.actorKind,
      row.actor,
      row.role,
      row.operation,
      Object.entries(row.subject).sort(([left], [right]) => (left < right ? -1 : 1)),
      row.status,
      row.requestId,
      // Left out where it is not known, so that days sealed before it was written down still fit.
      ...(row.callerNetwork === null ? [] : [row.callerNetwork]),
    ]),
  )
  return sha256Hex([before, day, ...lines].join('\n'))
}
