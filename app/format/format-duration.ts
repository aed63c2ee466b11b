import { dayMs, hourMs, minuteMs, secondMs } from '#shared/kernel/time.ts'

/** How long something takes or lies back, in its largest sensible unit: "0 s", "850 ms", "12 s", "3 min", "5 h", "2 d". */
export function formatDuration(durationMs: number): string {
  if (durationMs === 0) return '0 s'
  if (durationMs < secondMs) return `${Math.round(durationMs)} ms`
  if (durationMs < minuteMs) return `${Math.floor(durationMs / secondMs)} s`
  if (durationMs < hourMs) return `${Math.floor(durationMs / minuteMs)} min`
  return durationMs < 2 * dayMs
    ? `${Math.floor(durationMs / hourMs)} h`
    : `${Math.floor(durationMs / dayMs)} d`
}
