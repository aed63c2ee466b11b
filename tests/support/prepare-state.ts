import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPlatform } from '#scripts/platform.ts'
import { provisionDemoTenant } from '#scripts/provision-demo-tenant.ts'

/** Names the folder that {@link prepareState} made, for the processes that run the tests. */
export const preparedStateVariable = 'PATRON_PREPARED_STATE'

/**
 * Makes the state of an empty demo shop once for all platforms of a test run: two thirds of a start go into the tables of
 * D1 and into hashing the passwords. Returns what removes it.
 */
export async function prepareState(): Promise<() => void> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'patron-prepared-'))
  const platform = await startPlatform({ stateFolder, apiPort: 0, dashboardPort: undefined })
  await provisionDemoTenant(await platform.database(), Date.now())
  await platform.stop()
  process.env[preparedStateVariable] = stateFolder
  return () => rmSync(stateFolder, { recursive: true, force: true })
}
