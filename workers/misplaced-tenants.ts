import type { SqlStatement } from '#shared/database/sql-statement.ts'
import type { Env } from './env.ts'
import { deploymentResidency } from './placed-env.ts'
import { runStatements } from './run-statements.ts'

/**
 * Shops whose data was made in another place than this deployment looks in, by their ids: `DATA_RESIDENCY` was changed after they were
 * made, or they were noted for the other place, and what they have may not be found.
 */
export async function misplacedTenants(env: Pick<Env, 'DB' | 'DATA_RESIDENCY'>): Promise<string[]> {
  const [found] = await runStatements<{ tenantId: string }>(env.DB, [
    findTenantsElsewhere(deploymentResidency(env)),
  ])
  return found?.results.map(({ tenantId }) => tenantId) ?? []
}

function findTenantsElsewhere(residency: 'anywhere' | 'eu'): SqlStatement {
  return {
    text: `select tenant_id as tenantId from tenant where residency <> ?1 and status <> 'deleting'
           order by tenant_id limit 100`,
    values: [residency],
  }
}
