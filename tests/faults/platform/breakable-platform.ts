import { type Platform, startPlatform } from '#scripts/platform.ts'
import { provisionDemoTenant } from '#scripts/provision-demo-tenant.ts'
import { workerdChildren } from '#scripts/workerd-pid.ts'
import type { FaultSettings } from '../worker/fault-settings.ts'

const logShardCount = 2
const customerCellCount = 8
/** So long an accepted event or an open decision lies before the watchdogs look after it. */
const resendAfterMs = 400

/**
 * The product in a faulty world, on a state that outlives it: its workerd can be killed at any moment (`kill -9`) and
 * started again.
 */
export class BreakablePlatform {
  readonly stateFolder: string
  readonly #workerFolder: string
  #platform: Platform | undefined
  #pids: readonly number[] = []
  #faults: FaultSettings = {}
  #start: Promise<void> | undefined
  #isProvisioned = false
  killCount = 0

  constructor(stateFolder: string, workerFolder: string) {
    this.stateFolder = stateFolder
    this.#workerFolder = workerFolder
  }

  /** The address of the API, as soon as there is one. */
  async apiUrl(): Promise<string> {
    await this.#start
    if (this.#platform === undefined) throw new Error('the platform is not running')
    return this.#platform.apiUrl
  }

  /** `kill -9`. What comes between this and the next start finds nobody. */
  kill(): void {
    for (const pid of this.#pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has ended by itself.
      }
    }
    this.#pids = []
    this.killCount += 1
  }

  /** Kills and starts again, with the same faults. */
  async killAndStart(): Promise<void> {
    this.kill()
    await this.restart()
  }

  /** Starts again on the state that is there, with the same faults unless others are said. */
  async restart(faults: FaultSettings = this.#faults): Promise<void> {
    this.#faults = faults
    this.#start = this.stop().then(() => this.#startNow())
    await this.#start
  }

  async stop(): Promise<void> {
    const platform = this.#platform
    this.#platform = undefined
    await platform?.stop()
    this.#pids = []
  }

  async #startNow(): Promise<void> {
    const before = new Set(workerdChildren(process.pid))
    const platform = await startPlatform({
      stateFolder: this.stateFolder,
      apiPort: 0,
      dashboardPort: undefined,
      isUpToDate: this.#isProvisioned,
      vars: {
        RESEND_AFTER_MS: String(resendAfterMs),
        RATE_LIMIT_SCALE: '1000',
        FAULTS: JSON.stringify(this.#faults),
      },
      apiFolder: this.#workerFolder,
    })
    this.#pids = workerdChildren(process.pid).filter((pid) => !before.has(pid))
    if (!this.#isProvisioned)
      await provisionDemoTenant(await platform.database(), Date.now(), { logShardCount, customerCellCount })
    this.#isProvisioned = true
    this.#platform = platform
  }
}
