const firstDelayMs = 1_000
const longestDelayMs = 30_000

/** How long to wait before connecting again after `failedCount` failures in a row: 1, 2, 4 ... at most 30 seconds. */
export function retryDelayMs(failedCount: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, failedCount - 1))
}
