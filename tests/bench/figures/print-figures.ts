import { type Figure, type Measured, ratioOf } from './figure.ts'

/** Prints figures to the terminal, each with its baseline below it. */
export function printFigures(figures: readonly Figure[]): void {
  for (const figure of figures) {
    const ratio = ratioOf(figure)
    const goal =
      figure.goal === undefined ? '' : `  goal ${figure.goal.text}: ${figure.goal.isMet ? 'met' : 'MISSED'}`
    console.log(`  ${figure.name}: ${measuredText(figure.measured)}${goal}`)
    if (figure.baseline === undefined) continue
    console.log(`    baseline, ${figure.baseline.name}: ${measuredText(figure.baseline)}`)
    if (ratio !== undefined) console.log(`    ratio ${ratio.toFixed(2)}`)
  }
}

/** "41,200 events/s, p50 21 ms, p99 60 ms, 24 µs CPU/event" */
export function measuredText({ value, unit, p50Ms, p95Ms, p99Ms, cpuMicros }: Measured): string {
  const parts = [
    `${roundedText(value)} ${unit}`,
    ...[['p50', p50Ms] as const, ['p95', p95Ms] as const, ['p99', p99Ms] as const].flatMap(([name, ms]) =>
      ms === undefined ? [] : [`${name} ${roundedText(ms)} ms`],
    ),
    ...(cpuMicros === undefined || Number.isNaN(cpuMicros) ? [] : [`${roundedText(cpuMicros)} µs CPU/event`]),
  ]
  return parts.join(', ')
}

export function roundedText(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits })
}
