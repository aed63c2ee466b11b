import type { FaultSuite } from './fault-suite.ts'
import { type LoadCounts, sendLoad } from './load.ts'

export interface FailedCalls extends LoadCounts {
  /** Calls to objects, D1, R2 and queues that were made to fail, before or after they had effect. */
  readonly failureCount: number
}

/**
 * Load while calls fail before and after every await, queue messages get lost and come twice, and D1 and the archive are
 * away for a second of every four.
 */
export async function failCalls(
  suite: FaultSuite,
  eventCount: number,
  eventsPerCall: number,
): Promise<FailedCalls> {
  const { platform, steps } = suite
  let failureCount = 0
  steps.onStep = () => {
    failureCount += 1
    return 'go'
  }
  await platform.restart({
    notesUrl: steps.url,
    failureRate: 0.02,
    lossRate: 0.1,
    outage: { periodMs: 4_000, lengthMs: 1_000 },
  })
  const counts = await sendLoad(suite, eventCount, eventsPerCall)
  steps.onStep = () => 'go'
  return { ...counts, failureCount }
}
