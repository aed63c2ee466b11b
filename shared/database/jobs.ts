import { and, desc, eq, inArray, isNotNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SqlStatement } from './sql-statement.ts'
import { type JobRow, jobTable } from './tables/job.ts'

const table = jobTable
export const activeJobStates: JobRow['state'][] = ['queued', 'running']

/** What a step changes in its job. */
export type JobChanges = Partial<
  Omit<JobRow, 'tenantId' | 'jobId' | 'kind' | 'model' | 'step' | 'seed' | 'startedBy' | 'startedAt'>
>

/**
 * Adds a job, unless one of the same model (null: of all of them) is going on, or for a forecast another forecast, for a rebuild
 * another rebuild or the undo of an import; tells whether it did.
 */
export async function insertJob(database: DrizzleD1Database, row: JobRow): Promise<boolean> {
  return (await insertJobQuery(database, row)).length > 0
}

/** That as one statement, so that of two who begin at once only one does. Returns a row when it did. */
export function insertJobQuery(database: DrizzleD1Database, row: JobRow) {
  return database
    .insert(table)
    .select(
      sql`select ${row.tenantId}, ${row.jobId}, ${row.kind}, ${row.model}, ${row.state}, ${row.phase}, ${row.step},
        ${row.cursor}, ${row.progressPermille}, ${row.retryCount}, ${row.customerCount}, ${row.resultCount}, ${row.seed},
        ${row.startedBy}, ${row.startedAt}, ${row.progressedAt}, ${row.finishedAt}, ${row.failure}, ${row.result}
        where not exists (select 1 from ${table} where ${and(
          eq(table.tenantId, row.tenantId),
          sql`${table.model} is ${row.model} and ${laneOf(sql`${table.kind}`)} = ${laneOf(sql`${row.kind}`)}`,
          inArray(table.state, activeJobStates),
        )}) and ${row.kind === 'rebuild' ? noneUndone(row.tenantId) : sql`true`}`,
    )
    .returning({ jobId: table.jobId })
}

/** Jobs of different lanes do not get in each other's way. */
function laneOf(kind: SQL): SQL {
  return sql`case ${kind} when 'forecast-sales' then 1 when 'rebuild' then 2 else 0 end`
}

/** What an import said and is being taken back must not be told again at the same time. */
function noneUndone(tenantId: string): SQL {
  return sql`not exists (select 1 from customer_import where tenant_id = ${tenantId} and state = 'undoing')`
}

export async function findJob(
  database: DrizzleD1Database,
  tenantId: string,
  jobId: string,
): Promise<JobRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.jobId, jobId)))
  return row
}

export interface JobListRequest {
  readonly tenantId: string
  readonly state: JobRow['state'] | undefined
  readonly kind: JobRow['kind'] | undefined
  readonly limit: number
  /** Where the page before ended. */
  readonly after: { readonly startedAt: number; readonly jobId: string } | undefined
}

/** A page of a tenant's jobs, newest first. */
export async function listJobs(database: DrizzleD1Database, request: JobListRequest): Promise<JobRow[]> {
  const { tenantId, state, kind, limit, after } = request
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        state === undefined ? undefined : eq(table.state, state),
        kind === undefined ? undefined : eq(table.kind, kind),
        after === undefined
          ? undefined
          : or(
              lt(table.startedAt, after.startedAt),
              and(eq(table.startedAt, after.startedAt), lt(table.jobId, after.jobId)),
            ),
      ),
    )
    .orderBy(desc(table.startedAt), desc(table.jobId))
    .limit(limit)
}

/**
 * The statement that changes a job and raises its step by one, but only if it still stands where `seen` has it, and only
 * if the version was entered that is said to be. Returns a row when it did.
 */
export function advanceJobStatement(
  seen: Pick<JobRow, 'tenantId' | 'jobId' | 'step'>,
  changes: JobChanges,
  enteredArtifactKey: string | null,
): SqlStatement {
  const columns = Object.entries(changes).map(([name, value]) => ({
    name: name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  }))
  return {
    text: `update job set ${[...columns.map(({ name }) => `${name} = ?`), 'step = step + 1'].join(', ')}
           where tenant_id = ? and job_id = ? and step = ? and state in ('queued', 'running') and (? is null or exists (
             select 1 from model_version where tenant_id = job.tenant_id and artifact_key = ?)) returning step`,
    values: [
      ...columns.map(({ value }) => value),
      seen.tenantId,
      seen.jobId,
      seen.step,
      enteredArtifactKey,
      enteredArtifactKey,
    ],
  }
}

/** Ends a job that is going on, between two of its steps; tells whether it was. */
export async function cancelJob(
  database: DrizzleD1Database,
  tenantId: string,
  jobId: string,
  nowMs: number,
): Promise<boolean> {
  const cancelled = await database
    .update(table)
    .set({ state: 'cancelled', step: sql`${table.step} + 1`, finishedAt: nowMs, progressedAt: nowMs })
    .where(and(eq(table.tenantId, tenantId), eq(table.jobId, jobId), inArray(table.state, activeJobStates)))
    .returning({ jobId: table.jobId })
  return cancelled.length > 0
}

/** Notes that a step has to be done again. */
export async function noteJobRetry(
  database: DrizzleD1Database,
  seen: Pick<JobRow, 'tenantId' | 'jobId' | 'step'>,
): Promise<void> {
  await database
    .update(table)
    .set({ retryCount: sql`${table.retryCount} + 1` })
    .where(and(eq(table.tenantId, seen.tenantId), eq(table.jobId, seen.jobId), eq(table.step, seen.step)))
}

/** Jobs of all tenants that go on by themselves and have not moved since `idleSinceMs`. */
export async function listStandingJobs(database: DrizzleD1Database, idleSinceMs: number): Promise<JobRow[]> {
  return database
    .select()
    .from(table)
    .where(and(inArray(table.state, activeJobStates), lt(table.progressedAt, idleSinceMs)))
    .limit(100)
}

/** Jobs of all tenants that ended before a moment and whose files may still be there. */
export async function listJobsToSweep(database: DrizzleD1Database, beforeMs: number): Promise<JobRow[]> {
  return database
    .select()
    .from(table)
    .where(and(isNotNull(table.cursor), lt(table.finishedAt, beforeMs)))
    .limit(20)
}

/** Notes that nothing is left of a job but its row. */
export async function noteJobSwept(
  database: DrizzleD1Database,
  { tenantId, jobId }: Pick<JobRow, 'tenantId' | 'jobId'>,
): Promise<void> {
  await database
    .update(table)
    .set({ cursor: null })
    .where(and(eq(table.tenantId, tenantId), eq(table.jobId, jobId), isNotNull(table.finishedAt)))
}

/** The jobs of a tenant that are going on. */
export async function listActiveJobs(database: DrizzleD1Database, tenantId: string): Promise<JobRow[]> {
  return database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), inArray(table.state, activeJobStates)))
}

/** The latest job of a kind for each model (null: of all models) that began after a moment, by tenant. */
export async function listLatestJobs(
  database: DrizzleD1Database,
  tenantId: string,
  kind: JobRow['kind'],
  sinceMs: number,
): Promise<JobRow[]> {
  const rows = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.kind, kind), sql`${table.startedAt} >= ${sinceMs}`))
    .orderBy(desc(table.startedAt))
    .limit(500)
  const latest = new Map<JobRow['model'], JobRow>()
  for (const row of rows) if (!latest.has(row.model)) latest.set(row.model, row)
  return [...latest.values()]
}

/** Those of these jobs that go on or whose files were not swept yet, as `jobId`. */
export function jobsWithFiles(tenantId: string, jobIds: readonly string[]): SqlStatement {
  return {
    text: `select job_id as jobId from job where tenant_id = ?1 and cursor is not null
             and job_id in (select value from json_each(?2))`,
    values: [tenantId, JSON.stringify(jobIds)],
  }
}
