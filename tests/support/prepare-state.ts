import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPlatform } from '#scripts/platform.ts'
import { demoCredentials, provisionDemoTenant } from '#scripts/provision-demo-tenant.ts'
import { endLeftOverWorkerd } from '#scripts/workerd-pid.ts'
import { cheapHash } from './cheap-hash.ts'

/** Names the folder that {@link prepareState} made, for the processes that run the tests. */
export const preparedStateVariable = 'PATRON_PREPARED_STATE'

/**
 * Makes the state of an empty demo shop once for all platforms of a test run: two thirds of a start go into the tables of
 * D1 and into hashing the passwords. Returns what removes it, with the platforms that processes kept beside it.
 */
export async function prepareState(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'patron-prepared-'))
  const stateFolder = join(folder, 'prepared')
  const platform = await startPlatform({ stateFolder, apiPort: 0, dashboardPort: undefined })
  const database = await platform.database()
  await provisionDemoTenant(database, Date.now())
  await signInCheaply(database)
  await platform.stop()
  process.env[preparedStateVariable] = stateFolder
  return () => {
    for (const name of readdirSync(folder)) endLeftOverWorkerd(join(folder, name))
    // One that has been told to end may still write a last file.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

/** Whoever signs in for a test should not wait for a password to be proved. Whom the API makes has a hash as in production. */
async function signInCheaply(database: D1Database): Promise<void> {
  const update = database.prepare('update user_account set password_hash = ? where email = ?')
  const { owner, manager, customer } = demoCredentials
  for (const { email, password } of [owner, manager, customer])
    await update.bind(await cheapHash(password), email).run()
}
