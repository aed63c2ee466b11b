import { type CatalogueProductRow, catalogueProducts } from '#shared/database/catalogue-products.ts'
import type { CatalogueProduct } from '#shared/predictions/trainable.ts'
import type { Env } from './env.ts'
import { resolveProducts } from './resolve-products.ts'
import { runStatements } from './run-statements.ts'

const productsPerPage = 5_000

/** A page of the products that are for sale, each by the id that orders of it are read with. */
export async function readCatalogue(
  env: Pick<Env, 'DB'>,
  tenantId: string,
  after: string | null,
): Promise<{ products: CatalogueProduct[]; nextAfter: string | null }> {
  const [page] = await runStatements<CatalogueProductRow>(env.DB, [
    catalogueProducts(tenantId, after ?? '', productsPerPage),
  ])
  const rows = page?.results ?? []
  const productOf = await resolveProducts(
    env.DB,
    tenantId,
    rows.map(({ productId }) => productId),
  )
  return {
    products: rows.map(({ place: _, ...row }) => ({
      ...row,
      productId: productOf.get(row.productId) ?? row.productId,
    })),
    nextAfter: rows.length < productsPerPage ? null : (rows.at(-1)?.place ?? null),
  }
}
