import { drizzle } from 'drizzle-orm/d1'
import { countMatchRecords, insertMatchingRun } from '#shared/database/matching-runs.ts'
import type { MatchingRunRow } from '#shared/database/tables/matching-run.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Env } from './env.ts'

/** A step for so many records: it needs those of other parts that share a block with them, and half a Worker's memory. */
const recordsPerPartition = 12_500

/** Begins a search for customers of a tenant who are probably one person. */
export async function startMatchingRun(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE'>,
  tenantId: string,
  nowMs: number,
): Promise<MatchingRunRow> {
  const database = drizzle(env.DB)
  const recordCount = await countMatchRecords(database, tenantId)
  const run: MatchingRunRow = {
    tenantId,
    runId: newId('mat', nowMs, Math.random),
    state: 'surveying',
    step: 0,
    partition: 0,
    partitionCount: Math.max(1, Math.ceil(recordCount / recordsPerPartition)),
    startedAt: nowMs,
    progressedAt: nowMs,
    finishedAt: null,
    recordCount,
    pairCount: 0,
    reviewCount: 0,
    mergeCount: 0,
    failure: null,
  }
  await insertMatchingRun(database, run)
  await env.JOBS_QUEUE.send({ version: 1, kind: 'match-customers', tenantId, runId: run.runId })
  return run
}
