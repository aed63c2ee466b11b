import { drizzle } from 'drizzle-orm/d1'
import { deleteOldDestinationRuns, insertDestinationRun } from '#shared/database/destination-runs.ts'
import type { DestinationName } from '#shared/database/destinations.ts'
import type { DestinationRunRow } from '#shared/database/tables/destination.ts'
import { newDestinationRun } from '#shared/destinations/destination-run.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from './env.ts'

/** For so long it can be looked up what a run came to. */
const keptDays = 30

/** Begins to bring a destination up to date; undefined when that is going on already. */
export async function startDestinationRun(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  { tenantId, destinationId }: DestinationName,
  nowMs: number,
): Promise<DestinationRunRow | undefined> {
  const runId = newId('snd', nowMs, Math.random)
  const run = newDestinationRun({ tenantId, destinationId, runId, startedAt: nowMs })
  const database = drizzle(env.DB)
  if (!(await insertDestinationRun(database, run))) return undefined
  await deleteOldDestinationRuns(database, run, nowMs - keptDays * dayMs)
  await env.JOBS_QUEUE.send({ version: 1, kind: 'send-customers', tenantId, runId })
  return run
}
