import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { minuteMs } from '#shared/kernel/time.ts'
import { buildApi, buildDashboard } from './build.ts'
import { forecastSales } from './demo-shop/forecast-sales.ts'
import { seedDemoShop } from './demo-shop/send-demo-shop.ts'
import { trainModels } from './demo-shop/train-models.ts'
import { startPlatform } from './platform.ts'
import { demoCredentials, provisionDemoTenant } from './provision-demo-tenant.ts'
import { repositoryRoot } from './repository-root.ts'
import { scrubWhenDue } from './scrub-when-due.ts'
import { endLeftOverWorkerd, forgetWorkerd, noteWorkerd } from './workerd-pid.ts'

const usage = `npm start -- [options]

  --empty                 the demo tenant with its credentials and no data
  --seed N                which demo shop is generated (7)
  --people N              how many people it has (1500)
  --cells N               customers share N objects; 0 for one object a customer (16)
  --api-port N            (8787)
  --dashboard-port N      (8788)
  --state FOLDER          where data is kept (.wrangler/state)
  --skip-build            start what was built before
`

const { values: options } = parseArgs({
  options: {
    help: { type: 'boolean', default: false },
    empty: { type: 'boolean', default: false },
    seed: { type: 'string', default: '7' },
    people: { type: 'string', default: '1500' },
    cells: { type: 'string', default: '16' },
    'api-port': { type: 'string', default: '8787' },
    'dashboard-port': { type: 'string', default: '8788' },
    state: { type: 'string', default: join(repositoryRoot, '.wrangler/state') },
    'skip-build': { type: 'boolean', default: false },
  },
})

if (options.help) {
  console.log(usage)
  process.exit(0)
}

if (!options['skip-build']) {
  console.log('Building ...')
  buildApi()
  buildDashboard()
}

endLeftOverWorkerd(options.state)
scrubWhenDue(options.state)
const platform = await startPlatform({
  stateFolder: options.state,
  apiPort: Number(options['api-port']),
  dashboardPort: Number(options['dashboard-port']),
})
noteWorkerd(options.state)
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    forgetWorkerd(options.state)
    await platform.stop()
    scrubWhenDue(options.state)
    process.exit(0)
  })
}

const isNew = await provisionDemoTenant(await platform.database(), Date.now(), {
  customerCellCount: Number(options.cells),
})
setInterval(() => platform.runSchedule().catch(console.error), minuteMs)
await platform.runSchedule()
if (isNew && !options.empty) {
  await seedDemoShop({
    apiUrl: platform.apiUrl,
    seed: Number(options.seed),
    nowMs: Date.now(),
    people: Number(options.people),
    log: console.log,
  })
  await trainModels(platform.apiUrl)
  await forecastSales(platform.apiUrl)
}

const { owner, manager, customer, writeKey, apiKey } = demoCredentials
console.log(`
Patron is running.

  Dashboard   ${platform.dashboardUrl}
  API         ${platform.apiUrl}        documentation at ${platform.apiUrl}/v1/docs

  Sign in     ${manager.email} / ${manager.password}   (staff)
              ${owner.email} / ${owner.password}   (staff who may do everything)
              ${customer.email} / ${customer.password}   (customer)
  API key     ${apiKey}       as Authorization: Bearer
  Write key   ${writeKey}     as the user name of Basic authentication, for tracking calls
  Webhooks    ${platform.apiUrl}/webhooks/<source>/demo   secret demo-<source>-secret; magento has a key pair
              npx patron send shopify orders/create sends a signed one; npx patron list tells what else

  Data is kept in ${options.state}; remove that folder to begin anew. Stop with Ctrl-C.
`)
