import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { unstable_readConfig } from 'wrangler'
import { buildApi, buildDashboard } from './build.ts'
import { repositoryRoot } from './repository-root.ts'
import { runAloud } from './run-tool.ts'

const { values: options } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
const appFolder = join(repositoryRoot, 'app')

console.log('Building ...')
buildApi()
buildDashboard()

const config = unstable_readConfig({ config: join(repositoryRoot, 'wrangler.toml') })
const unset = unsetValues()
/** What was built, as it was tested. */
const deployBuilt = ['deploy', 'dist/api/main.js', '--no-bundle']

if (options['dry-run']) {
  runAloud('wrangler', [...deployBuilt, '--dry-run'])
  for (const value of unset) console.log(`Not ready yet: ${value}`)
  console.log(
    'The Worker and the dashboard are built. Migrations and Pages know no dry run; they were left out.',
  )
} else {
  if (unset.length > 0) throw new Error(`See docs/how-to/deploy.md first. ${unset.join('; ')}`)
  // Tables first: the old code does not mind new ones, the new code may need them. Then the API, which the dashboard
  // is bound to.
  runAloud('wrangler', ['d1', 'migrations', 'apply', 'DB', '--remote'])
  runAloud('wrangler', deployBuilt)
  runAloud('wrangler', ['pages', 'deploy', '--branch', 'main'], appFolder)
}

/** What wrangler.toml must say of the account it is deployed to and does not say yet. */
function unsetValues(): string[] {
  const { vars } = config
  const databases: readonly { database_id?: string }[] = config.d1_databases
  const values: string[] = []
  if (!databases.every(({ database_id: id }) => id !== undefined && !id.startsWith('00000000-'))) {
    values.push('database_id in wrangler.toml is a placeholder')
  }
  if (vars.ENVIRONMENT !== 'production') values.push('ENVIRONMENT in wrangler.toml is not "production"')
  if (!String(vars.PUBLIC_BASE_URL).startsWith('https://')) {
    values.push('PUBLIC_BASE_URL in wrangler.toml is not an https address')
  }
  return values
}
