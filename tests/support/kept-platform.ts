import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Platform, startPlatform, type WorkerOptions } from '#scripts/platform.ts'
import type { DemoTenantSettings } from '#scripts/provision-demo-tenant.ts'
import { noteWorkerd } from '#scripts/workerd-pid.ts'
import { forgetfulWorker } from './forgetful-worker.ts'
import { copyPreparedState, keptStatesFolder, renewState } from './prepared-state.ts'

/** Tests come from one address, and quicker than any caller. */
export const testVars = { RATE_LIMIT_SCALE: '1000' }

const endsWithinMs = 20

/** What {@link aborter} is asked for by the path of an address. */
type Wish = 'end-objects' | 'take-messages'

/** A platform whose state is as new for whoever has it. */
export interface LentPlatform {
  readonly platform: Platform
  readonly stateFolder: string
  /** To be called once its tests are done. */
  giveBack(): Promise<void>
}

interface KeptPlatform {
  readonly platform: Platform
  readonly stateFolder: string
  isLent: boolean
}

/**
 * The one platform of a process that runs tests, from file to file: a start takes more processor time than most files, and
 * code that has run before runs quicker. The process's end is its end.
 */
let kept: KeptPlatform | undefined

/**
 * Lends the process's platform with the state of an empty demo tenant; undefined where no state was prepared, or while
 * somebody has it.
 */
export async function lendPlatform(settings: DemoTenantSettings): Promise<LentPlatform | undefined> {
  const folder = keptStatesFolder()
  if (folder === undefined || kept?.isLent === true) return undefined
  const lent = kept ?? (await start(mkdtempSync(join(folder, 'platform-')), settings))
  if (lent === kept) await renew(lent, settings)
  kept = lent
  lent.isLent = true
  return {
    platform: lent.platform,
    stateFolder: lent.stateFolder,
    giveBack: async () => {
      // What still waits in a queue or for a watchdog is nobody's any more.
      await ask(lent, 'end-objects')
      lent.isLent = false
    },
  }
}

async function start(stateFolder: string, settings: DemoTenantSettings): Promise<KeptPlatform> {
  copyPreparedState(stateFolder, settings)
  const platform = await startPlatform({
    stateFolder,
    isUpToDate: true,
    apiPort: 0,
    dashboardPort: 0,
    vars: testVars,
    apiFolder: forgetfulWorker(`${stateFolder}-worker`),
    workersBeside: [aborter],
  })
  noteWorkerd(stateFolder)
  return { platform, stateFolder, isLent: false }
}

/** Empties everything, and puts the prepared state in its place. */
async function renew(lent: KeptPlatform, settings: DemoTenantSettings): Promise<void> {
  await ask(lent, 'end-objects')
  // Whatever was under way has lost the objects that it was asking, and ends.
  await sleep(endsWithinMs)
  renewState(lent.stateFolder, settings)
  // Whoever came in between has files open that were there before.
  await ask(lent, 'end-objects')
  await ask(lent, 'take-messages')
}

const aborterName = 'patron-aborter'

/**
 * Waits until Patron's Worker has done what it left for after its answers, and the step of a job that it is at; what a queue brings
 * from then on it throws away, until it is told to take messages again. Then it ends every Durable Object with what it has in memory,
 * so that it begins again from the disk, and has the Worker forget what it remembers. D1, R2 and the queues are such objects too
 * where Patron runs locally.
 */
const aborter = {
  name: aborterName,
  compatibilityDate: '2026-10-01',
  compatibilityFlags: ['unsafe_module'],
  modules: true,
  serviceBindings: { MEMORY: { name: 'patron-api', entrypoint: 'Memory' } },
  script: `import unsafe from 'workerd:unsafe'
    export default {
      async fetch(request, env) {
        if (request.url.endsWith('/take-messages')) {
          await env.MEMORY.takeMessages()
          return new Response()
        }
        await env.MEMORY.settle()
        await unsafe.abortAllDurableObjects()
        await env.MEMORY.forget()
        return new Response()
      },
    }`,
} as WorkerOptions

async function ask({ platform }: KeptPlatform, wish: Wish): Promise<void> {
  const worker = await platform.miniflare.getWorker(aborterName)
  const response = await worker.fetch(`http://aborter/${wish}`)
  if (!response.ok) throw new Error(`${wish} failed: ${await response.text()}`)
}
