import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type DemoTenantSettings, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import { preparedStateVariable } from './prepare-state.ts'

/** Copies the prepared state into an empty folder, with other settings; false where nobody prepared one. */
export function copyPreparedState(
  stateFolder: string,
  { logShardCount = 1, customerCellCount = 0 }: DemoTenantSettings,
): boolean {
  const prepared = process.env[preparedStateVariable]
  if (prepared === undefined) return false
  cpSync(prepared, stateFolder, { recursive: true })
  const folder = join(stateFolder, 'd1/miniflare-D1DatabaseObject')
  const file = readdirSync(folder).find((name) => /^[0-9a-f]+\.sqlite$/.test(name)) ?? ''
  const database = new DatabaseSync(join(folder, file))
  database
    .prepare('update tenant set log_shard_count = ?, customer_cell_count = ? where tenant_id = ?')
    .run(logShardCount, customerCellCount, demoTenantId)
  database.close()
  return true
}
