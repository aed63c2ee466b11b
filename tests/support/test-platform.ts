import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Platform, startPlatform } from '#scripts/platform.ts'
import {
  type DemoTenantSettings,
  demoCredentials,
  provisionDemoTenant,
} from '#scripts/provision-demo-tenant.ts'
import type { StreamStatus } from '#shared/contracts/streaming.ts'
import { lendPlatform, testVars } from './kept-platform.ts'
import { copyPreparedState } from './prepared-state.ts'

/** A platform of a test's own: real workerd, D1, R2 and queues, an empty demo tenant (three log
 * shards), free ports, a state of its own. */
export interface TestPlatform extends Platform {
  /** Everything the platform has on disk. */
  readonly stateFolder: string
  /** A call with the admin API key. */
  api(path: string, init?: RequestInit): Promise<Response>
  /** The parsed answer of a successful GET. */
  get<Body>(path: string): Promise<Body>
  /** A tracking call with the write key; `endpoint` is "track", "batch" ... */
  track(endpoint: string, body: unknown): Promise<Response>
  /** Waits until all that was accepted is settled or quarantined. */
  settled(): Promise<StreamStatus>
  /** Stops and removes the state. */
  remove(): Promise<void>
}

export interface TestPlatformOptions extends DemoTenantSettings {
  readonly withDashboard?: boolean
  readonly vars?: Record<string, string>
  readonly isProcessing?: boolean
  readonly inspectorPort?: number
  /** True for tests that stop the platform or read and write its files. */
  readonly isAlone?: boolean
}

/** Whoever needs nothing special gets the platform of this process, emptied; others one of their own. */
export async function startTestPlatform(options: TestPlatformOptions = {}): Promise<TestPlatform> {
  const settings = { logShardCount: 3, ...options }
  const lent = isSpecial(options) ? undefined : await lendPlatform(settings)
  if (lent === undefined) return startOwnPlatform(options, settings)
  const { platform, stateFolder, giveBack } = lent
  return {
    ...platform,
    stateFolder,
    ...patronCalls(platform.apiUrl),
    stop: () => Promise.reject(new Error('a platform to be stopped must be started with isAlone')),
    remove: giveBack,
  }
}

function isSpecial({ vars, isProcessing, inspectorPort, isAlone = false }: TestPlatformOptions): boolean {
  return isAlone || vars !== undefined || isProcessing === false || inspectorPort !== undefined
}

async function startOwnPlatform(
  options: TestPlatformOptions,
  settings: DemoTenantSettings,
): Promise<TestPlatform> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'patron-test-'))
  const isPrepared = copyPreparedState(stateFolder, settings)
  const platform = await startPlatform({
    stateFolder,
    isUpToDate: isPrepared,
    apiPort: 0,
    dashboardPort: options.withDashboard === true ? 0 : undefined,
    vars: { ...testVars, ...options.vars },
    isProcessing: options.isProcessing ?? true,
    ...(options.inspectorPort !== undefined && { inspectorPort: options.inspectorPort }),
  })
  if (!isPrepared) await provisionDemoTenant(await platform.database(), Date.now(), settings)
  return {
    ...platform,
    stateFolder,
    ...patronCalls(platform.apiUrl),
    remove: async () => {
      await platform.stop()
      rmSync(stateFolder, { recursive: true, force: true })
    },
  }
}

/** The calls tests make of a running Patron, wherever it runs. */
export function patronCalls(apiUrl: string): Pick<TestPlatform, 'api' | 'get' | 'track' | 'settled'> {
  const api = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${demoCredentials.apiKey}`)
    return fetch(`${apiUrl}${path}`, { ...init, headers })
  }
  const get = async <Body>(path: string): Promise<Body> => {
    const response = await api(path)
    if (!response.ok) throw new Error(`GET ${path} was answered ${response.status}: ${await response.text()}`)
    return (await response.json()) as Body
  }
  return {
    api,
    get,
    track: (endpoint, body) =>
      fetch(`${apiUrl}/v1/${endpoint}`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${btoa(`${demoCredentials.writeKey}:`)}`,
          'content-type': 'application/json',
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    settled: async () => {
      const deadlineMs = Date.now() + 100_000
      for (;;) {
        const status = await get<StreamStatus>('/v1/streaming/stream/status')
        if (status.accepted === status.settled + status.quarantined) return status
        if (Date.now() > deadlineMs) throw new Error(`not settled in time: ${JSON.stringify(status)}`)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
  }
}
