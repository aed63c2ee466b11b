import {
  startTestPlatform,
  type TestPlatform,
  type TestPlatformOptions,
} from '../../support/test-platform.ts'
import { cpuMs, runningWorkerd } from '../figures/process-usage.ts'

/** Something that runs in a workerd of its own. */
export interface MeasuredWorkerd {
  readonly pid: number
  /** CPU time its workerd has used so far, ms; NaN where it cannot be told. */
  cpuMs(): number
}

export type MeasuredPlatform = TestPlatform & MeasuredWorkerd

/** Patron with an empty demo tenant and a state of its own, which is removed with it. */
export async function startMeasuredPlatform(options: TestPlatformOptions = {}): Promise<MeasuredPlatform> {
  const before = runningWorkerd()
  const platform = await startTestPlatform({ logShardCount: 1, ...options })
  return { ...platform, ...newWorkerd(before) }
}

/** The workerd that was not there before. */
export function newWorkerd(before: readonly number[]): MeasuredWorkerd {
  const pid = runningWorkerd().find((each) => !before.includes(each)) ?? 0
  return { pid, cpuMs: () => cpuMs(pid) ?? Number.NaN }
}
