import { type ResolvedProductRow, resolveProductStatements } from '#shared/database/resolve-products.ts'
import { runStatements } from './run-statements.ts'

/** Which product of the catalogue each id stands for; none for one that it does not know. */
export async function resolveProducts(
  database: D1Database,
  tenantId: string,
  ids: Iterable<string>,
): Promise<Map<string, string>> {
  const statements = resolveProductStatements(tenantId, ids)
  if (statements.length === 0) return new Map()
  const found = await runStatements<ResolvedProductRow>(database, statements)
  return new Map(found.flatMap(({ results }) => results.map(({ id, productId }) => [id, productId] as const)))
}
