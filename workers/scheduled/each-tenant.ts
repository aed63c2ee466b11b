/**
 * Does something for one tenant after the other. Where it fails for one, the others still get theirs; what failed is thrown at the end,
 * as one AggregateError.
 */
export async function eachTenant<Of>(
  tenants: readonly Of[],
  work: (tenant: Of) => Promise<void>,
): Promise<void> {
  const errors: unknown[] = []
  for (const tenant of tenants) {
    try {
      await work(tenant)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0)
    throw new AggregateError(errors, `it failed for ${errors.length} of ${tenants.length} tenants`)
}
