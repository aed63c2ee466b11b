import { and, desc, eq, inArray, lt, notInArray, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ImportUndo } from '../imports/import-undo.ts'
import { type CustomerImportRow, customerImportTable } from './tables/customer-import.ts'

const table = customerImportTable
const listedCount = 50
/** States in which the import goes on by itself. */
const movingStates: CustomerImportRow['state'][] = ['reading', 'loading', 'settling', 'undoing']
/** States in which an import may be handing events to the log. */
const tellingStates: CustomerImportRow['state'][] = ['loading', 'settling']

export async function insertImport(database: DrizzleD1Database, row: CustomerImportRow): Promise<void> {
  await database.insert(table).values(row)
}

export async function findImport(
  database: DrizzleD1Database,
  tenantId: string,
  importId: string,
): Promise<CustomerImportRow | undefined> {
  const [row] = await database.select().from(table).where(isImport(tenantId, importId))
  return row
}

/** The tenant's latest 50 imports, newest first. */
export async function listImports(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<CustomerImportRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(desc(table.importId))
    .limit(listedCount)
}

/**
 * Changes an import and raises its step by one, but only if it still stands where `seen` has it. Tells whether it did:
 * of two who saw the same step, one gets false.
 */
export async function advanceImport(
  database: DrizzleD1Database,
  seen: Pick<CustomerImportRow, 'tenantId' | 'importId' | 'step'>,
  changes: Partial<Omit<CustomerImportRow, 'tenantId' | 'importId' | 'step'>>,
): Promise<boolean> {
  const advanced = await database
    .update(table)
    .set({ ...changes, step: seen.step + 1 })
    .where(
      and(
        isImport(seen.tenantId, seen.importId),
        eq(table.step, seen.step),
        // What another import takes back must not be told again at the same time.
        changes.state === 'loading' ? noneIn(seen.tenantId, ['undoing']) : undefined,
      ),
    )
    .returning({ step: table.step })
  return advanced.length > 0
}

/** Begins the undo of an import that is done, unless it has moved on or another import, or a rebuild, is in the way. */
export async function beginUndo(
  database: DrizzleD1Database,
  seen: CustomerImportRow,
  undo: ImportUndo,
): Promise<boolean> {
  const begun = await database
    .update(table)
    .set({ state: 'undoing', undo, step: seen.step + 1, progressedAt: undo.requestedAtMs })
    .where(
      and(
        isImport(seen.tenantId, seen.importId),
        eq(table.step, seen.step),
        eq(table.state, 'done'),
        noneIn(seen.tenantId, [...tellingStates, 'undoing']),
        // A rebuild tells again what is in the archive.
        sql`not exists (select 1 from job where job.tenant_id = ${seen.tenantId} and job.kind = 'rebuild'
          and job.state in ('queued', 'running'))`,
      ),
    )
    .returning({ step: table.step })
  return begun.length > 0
}

function noneIn(tenantId: string, states: readonly CustomerImportRow['state'][]) {
  return sql`not exists (select 1 from customer_import as other where other.tenant_id = ${tenantId}
    and other.state in (select value from json_each(${JSON.stringify(states)})))`
}

/** Imports of all tenants that should be moving and have not since `beforeMs`. */
export async function listStandingImports(
  database: DrizzleD1Database,
  beforeMs: number,
): Promise<Pick<CustomerImportRow, 'tenantId' | 'importId' | 'step' | 'state' | 'progressedAt'>[]> {
  return database
    .select({
      tenantId: table.tenantId,
      importId: table.importId,
      step: table.step,
      state: table.state,
      progressedAt: table.progressedAt,
    })
    .from(table)
    .where(and(inArray(table.state, movingStates), lt(table.progressedAt, beforeMs)))
    .limit(100)
}

/** Imports of all tenants that have stood still since `beforeMs` and whose rows and files still hold people. */
export async function listImportsToEmpty(
  database: DrizzleD1Database,
  beforeMs: number,
): Promise<Pick<CustomerImportRow, 'tenantId' | 'importId' | 'step' | 'preview' | 'rejectReasons'>[]> {
  return database
    .select({
      tenantId: table.tenantId,
      importId: table.importId,
      step: table.step,
      preview: table.preview,
      rejectReasons: table.rejectReasons,
    })
    .from(table)
    .where(
      and(
        notInArray(table.state, movingStates),
        lt(table.progressedAt, beforeMs),
        sql`json_array_length(${table.preview}, '$.sampleRows') > 0`,
      ),
    )
    .limit(20)
}

/** Uploads in parts of all tenants that nobody has gone on with since `beforeMs`. */
export async function listAbandonedUploads(
  database: DrizzleD1Database,
  beforeMs: number,
): Promise<Pick<CustomerImportRow, 'tenantId' | 'importId' | 'step' | 'uploadId'>[]> {
  return database
    .select({
      tenantId: table.tenantId,
      importId: table.importId,
      step: table.step,
      uploadId: table.uploadId,
    })
    .from(table)
    .where(and(eq(table.state, 'uploading'), lt(table.progressedAt, beforeMs)))
    .limit(20)
}

function isImport(tenantId: string, importId: string) {
  return and(eq(table.tenantId, tenantId), eq(table.importId, importId))
}
