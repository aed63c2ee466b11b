import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { createServer } from 'vite'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { minuteMs } from '#shared/kernel/time.ts'
import { applyMigrations } from './apply-migrations.ts'
import { buildBrowserScript, buildDocumentation } from './build.ts'
import { forwardToDevApi } from './forward-to-dev-api.ts'
import { demoCredentials, provisionDemoTenant } from './provision-demo-tenant.ts'
import { repositoryRoot } from './repository-root.ts'
import { toolEnvironment } from './run-tool.ts'

const usage = `npm run dev -- [options]

  --api-port N            (8787)
  --dashboard-port N      (8788)
  --state FOLDER          where data is kept, apart from that of npm start (.wrangler/dev)
`

const { values: options } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    'api-port': { type: 'string', default: '8787' },
    'dashboard-port': { type: 'string', default: '8788' },
    state: { type: 'string', default: join(repositoryRoot, '.wrangler/dev') },
  },
})
if (options.help) {
  console.log(usage)
  process.exit(0)
}

const host = '127.0.0.1'
const apiPort = Number(options['api-port'])
const dashboardPort = Number(options['dashboard-port'])
const apiUrl = `http://${host}:${apiPort}`

// The dashboard finds the API in this list of running Workers; one for each checkout, so that two never meet.
process.env.WRANGLER_REGISTRY_PATH = join(repositoryRoot, '.wrangler/registry')
process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
process.env.WRANGLER_SEND_METRICS = 'false'

for (const folder of ['', 'app']) {
  const file = join(repositoryRoot, folder, '.dev.vars')
  if (!existsSync(file)) copyFileSync(join(repositoryRoot, '.dev.vars.example'), file)
}
buildDocumentation()
buildBrowserScript()
await prepareDatabase()

const api = startApi()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0))
api.once('exit', (code) => process.exit(code ?? 1))
// wrangler ends its workerd on SIGINT and takes no notice of SIGTERM.
process.once('exit', () => api.kill('SIGINT'))
const dashboard = await createServer({
  root: repositoryRoot,
  configFile: join(repositoryRoot, 'vite.config.ts'),
  server: { host, port: dashboardPort, strictPort: true },
  plugins: [forwardToDevApi(apiUrl)],
  clearScreen: false,
})
await dashboard.listen()
setInterval(() => void runSchedule(), minuteMs)

console.log(`
Patron is starting; both parts reload when a file changes.

  Dashboard   http://${host}:${dashboardPort}      ${demoCredentials.manager.email} / ${demoCredentials.manager.password}
  API         ${apiUrl}      Authorization: Bearer ${demoCredentials.apiKey}

  Data is kept in ${options.state}; remove that folder to begin anew. Stop with Ctrl-C.
`)

/** Brings D1 up to date and makes the demo tenant, before the Worker that reads them starts. */
async function prepareDatabase(): Promise<void> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(repositoryRoot, 'wrangler.toml'))
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      modules: true,
      script: 'export default {}',
      d1Databases: (workerOptions.d1Databases ?? {}) as Record<string, string>,
      resourcePersistencePath: join(options.state, 'v3'), // where `wrangler dev --persist-to` keeps it
      telemetry: { enabled: false },
    }),
  )
  try {
    const database = (await miniflare.getD1Database('DB')) as D1Database
    await applyMigrations(database, join(repositoryRoot, 'migrations'))
    await provisionDemoTenant(database, Date.now())
  } finally {
    await miniflare.dispose()
  }
}

function startApi(): ChildProcess {
  const args = ['dev', '--ip', host, '--port', String(apiPort), '--persist-to', options.state]
  // Not by its launcher, which would die alone when it is told to stop.
  const wrangler = join(
    dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
    'wrangler-dist/cli.js',
  )
  return spawn(
    process.execPath,
    ['--no-warnings', wrangler, ...args, '--show-interactive-dev-session=false'],
    {
      cwd: repositoryRoot,
      // Both record every request and slow it down.
      env: { ...process.env, ...toolEnvironment, X_LOCAL_OBSERVABILITY: 'false', X_LOCAL_EXPLORER: 'false' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
}

/** What Cloudflare does every minute; `wrangler dev` leaves it to us. */
async function runSchedule(): Promise<void> {
  try {
    await fetch(`${apiUrl}/cdn-cgi/handler/scheduled?cron=*+*+*+*+*`)
  } catch {
    // It is reloading; the next minute comes.
  }
}
