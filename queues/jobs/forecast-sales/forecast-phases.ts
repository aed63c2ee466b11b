import type { JobChanges } from '#shared/database/jobs.ts'
import { secondMs } from '#shared/kernel/time.ts'
import type { ForecastPorts } from './forecast-ports.ts'

/** One message works for about so long. */
export const workMs = 5 * secondMs

/** How far a job is when a phase begins, in thousandths. */
export const phaseStart = {
  summing: 200,
  learning: 350,
  testing: 400,
  forecasting: 480,
  reconciling: 850,
  settling: 880,
  closing: 980,
  ended: 1_000,
} as const
type Phase = keyof typeof phaseStart

/** How far a job is when it has done a share of a phase, 0 to 1, and another comes next. */
export function progressIn(phase: Phase, next: Phase, rate: number): number {
  return Math.round(phaseStart[phase] + rate * (phaseStart[next] - phaseStart[phase]))
}

/** How a job ends. */
export function ended(result: string, { nowMs }: Pick<ForecastPorts, 'nowMs'>): JobChanges {
  return {
    state: 'done',
    phase: 'ended',
    progressPermille: phaseStart.ended,
    result,
    finishedAt: nowMs(),
  }
}
