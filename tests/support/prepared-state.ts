import { cpSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type DemoTenantSettings, demoTenantId } from '#scripts/provision-demo-tenant.ts'
import { preparedStateVariable } from './prepare-state.ts'

const databaseFolder = 'd1/miniflare-D1DatabaseObject'

/** Where processes have the states of platforms they keep; undefined where nobody prepared one. */
export function keptStatesFolder(): string | undefined {
  const prepared = process.env[preparedStateVariable]
  return prepared === undefined ? undefined : dirname(prepared)
}

/** Copies the prepared state into an empty folder, with other settings; false where nobody prepared one. */
export function copyPreparedState(stateFolder: string, settings: DemoTenantSettings): boolean {
  const prepared = process.env[preparedStateVariable]
  if (prepared === undefined) return false
  cpSync(prepared, stateFolder, { recursive: true })
  setTenant(databaseFile(stateFolder), settings)
  return true
}

/**
 * Makes the state of a platform that runs a new one, once its objects are aborted. What workerd itself has open, an index of
 * alarms for each class of objects, stays: an alarm may come at any time anyway.
 */
export function renewState(stateFolder: string, settings: DemoTenantSettings): void {
  const prepared = process.env[preparedStateVariable]
  if (prepared === undefined) throw new Error('no state was prepared')
  const staged = `${stateFolder}-new`
  cpSync(join(prepared, databaseFolder), join(staged, databaseFolder), { recursive: true })
  const file = databaseFile(staged)
  setTenant(file, settings)
  for (const entry of readdirSync(stateFolder, { recursive: true, withFileTypes: true })) {
    const isKept = entry.name.startsWith('metadata.sqlite') || entry.name === 'workerd.pid'
    if (entry.isFile() && !isKept) rmSync(join(entry.parentPath, entry.name), { force: true })
  }
  renameSync(file, join(stateFolder, databaseFolder, basename(file)))
}

/** The file of a state's D1. */
function databaseFile(stateFolder: string): string {
  const folder = join(stateFolder, databaseFolder)
  const name = readdirSync(folder).find((each) => /^[0-9a-f]+\.sqlite$/.test(each))
  if (name === undefined) throw new Error(`${stateFolder} has no database`)
  return join(folder, name)
}

/** Closing it, SQLite brings into the file what it has written beside it. */
function setTenant(file: string, { logShardCount = 1, customerCellCount = 0 }: DemoTenantSettings): void {
  const database = new DatabaseSync(file)
  database
    .prepare('update tenant set log_shard_count = ?, customer_cell_count = ? where tenant_id = ?')
    .run(logShardCount, customerCellCount, demoTenantId)
  database.close()
}
