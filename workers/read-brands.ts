import { type BrandRow, findBrands } from '#shared/database/find-brands.ts'
import type { Brands } from '#shared/features/brands.ts'
import { resolveProducts } from './resolve-products.ts'
import { runStatements } from './run-statements.ts'

/** The brands of products of the catalogue. */
export async function readBrands(
  database: D1Database,
  tenantId: string,
  productIds: Iterable<string>,
): Promise<Brands> {
  const statements = findBrands(tenantId, productIds)
  if (statements.length === 0) return new Map()
  const found = await runStatements<BrandRow>(database, statements)
  return new Map(
    found.flatMap(({ results }) => results.map(({ productId, brand }) => [productId, brand] as const)),
  )
}

/** The same by whatever ids orders name: of products, of variants, or SKUs. */
export async function readBrandsOfIds(
  database: D1Database,
  tenantId: string,
  ids: ReadonlySet<string>,
): Promise<Brands> {
  const productOf = await resolveProducts(database, tenantId, ids)
  const brands = await readBrands(database, tenantId, productOf.values())
  return new Map(
    [...productOf].flatMap(([id, productId]) => {
      const brand = brands.get(productId)
      return brand === undefined ? [] : [[id, brand] as const]
    }),
  )
}
