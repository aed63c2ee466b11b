/** Nearest-rank percentile of some durations: `share` 0.99 gives p99. NaN when there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export function percentiles(durationsMs: readonly number[]): { p50Ms: number; p95Ms: number; p99Ms: number } {
  return {
    p50Ms: percentile(durationsMs, 0.5),
    p95Ms: percentile(durationsMs, 0.95),
    p99Ms: percentile(durationsMs, 0.99),
  }
}
