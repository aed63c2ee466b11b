import { parseArgs } from 'node:util'
import { startPlatform } from '#scripts/platform.ts'
import { provisionDemoTenant } from '#scripts/provision-demo-tenant.ts'
import { endLeftOverWorkerd, noteWorkerd } from '#scripts/workerd-pid.ts'

/**
 * The process of a killable platform: starts Patron on `--state` with quick watchdogs, runs its schedule, and writes
 * the address of its API to its output.
 */
const { values } = parseArgs({ options: { state: { type: 'string', default: '' } } })
const schedulePeriodMs = 500

endLeftOverWorkerd(values.state)
const platform = await startPlatform({
  stateFolder: values.state,
  apiPort: 0,
  dashboardPort: undefined,
  vars: { RESEND_AFTER_MS: '300', IMPORT_IDLE_AFTER_MS: '1000', RATE_LIMIT_SCALE: '1000' },
})
noteWorkerd(values.state)
await provisionDemoTenant(await platform.database(), Date.now(), { customerCellCount: 4 })
setInterval(() => void platform.runSchedule(), schedulePeriodMs)
console.log(platform.apiUrl)
