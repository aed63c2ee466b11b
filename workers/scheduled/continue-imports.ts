import { drizzle } from 'drizzle-orm/d1'
import { advanceImport, listStandingImports } from '#shared/database/customer-imports.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'

/**
 * Sends the message again of every import that has stood still for IMPORT_IDLE_AFTER_MS: its message was lost with a
 * crash or gave up in the queue. One that has not moved for a day is called failed; an undo goes on for as long as it
 * takes, for half of one is worth nothing. To be run every minute.
 */
export async function continueImports(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'IMPORT_IDLE_AFTER_MS'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  for (const standing of await listStandingImports(database, nowMs - Number(env.IMPORT_IDLE_AFTER_MS))) {
    const { tenantId, importId, state, progressedAt } = standing
    if (state !== 'undoing' && progressedAt < nowMs - dayMs) {
      const failure = 'It made no progress for a day'
      await advanceImport(database, standing, { state: 'failed', failure, finishedAt: nowMs })
    } else {
      await env.JOBS_QUEUE.send({ version: 1, kind: 'import', tenantId, importId })
    }
  }
}
