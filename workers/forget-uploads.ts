import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { forgetInImports } from '#shared/database/forget-in-imports.ts'
import { customerImportTable } from '#shared/database/tables/customer-import.ts'
import { privacyRequestTable } from '#shared/database/tables/privacy-request.ts'
import { rejectsFolder } from '#shared/imports/import-keys.ts'
import { exportFormats, exportKey } from '#shared/privacy/export/export-keys.ts'
import type { Env } from './env.ts'
import { listObjects } from './list-objects.ts'

/**
 * Deletes the results of exports of these customers; tells how many exports there were. The rows keep their folder, so that
 * repeating it counts the same.
 */
export async function forgetExports(
  env: Env,
  tenantId: string,
  customerIds: readonly string[],
): Promise<number> {
  const table = privacyRequestTable
  const database = drizzle(env.DB)
  const theirs = and(
    eq(table.tenantId, tenantId),
    sql`${table.customerId} in (select value from json_each(${JSON.stringify(customerIds)}))`,
    isNotNull(table.resultKey),
  )
  const exports = await database.select({ resultKey: table.resultKey }).from(table).where(theirs)
  for (const { resultKey } of exports) {
    await env.UPLOADS.delete(exportFormats.map((format) => exportKey(resultKey ?? '', format)))
  }
  await database.update(table).set({ resultUntil: null }).where(theirs)
  return exports.length
}

/**
 * Takes lines that hold one of the texts (in lower case) out of what imports that ended have left: rejected rows, sample
 * rows, examples. Tells how many lines and imports there were.
 */
export async function forgetUploads(env: Env, tenantId: string, texts: readonly string[]): Promise<number> {
  const statements = forgetInImports(tenantId, texts)
  if (statements.length === 0) return 0
  const changed = await env.DB.batch(
    statements.map(({ text, values }) => env.DB.prepare(text).bind(...values)),
  )
  let count = changed.reduce((sum, { meta }) => sum + meta.changes, 0)
  const imports = await drizzle(env.DB)
    .select({ importId: customerImportTable.importId })
    .from(customerImportTable)
    .where(eq(customerImportTable.tenantId, tenantId))
  for (const { importId } of imports) {
    for (const key of await listObjects(env.UPLOADS, rejectsFolder({ tenantId, importId }))) {
      count += await forgetLines(env.UPLOADS, key, texts)
    }
  }
  return count
}

async function forgetLines(bucket: R2Bucket, key: string, texts: readonly string[]): Promise<number> {
  const object = await bucket.get(key)
  if (object === null) return 0
  const lines = (await object.text()).split('\n')
  const kept = lines.filter((line) => {
    const plain = line.toLowerCase()
    return !texts.some((text) => plain.includes(text))
  })
  if (kept.length === lines.length) return 0
  await bucket.put(key, kept.join('\n'), { onlyIf: { etagMatches: object.etag } })
  return lines.length - kept.length
}
