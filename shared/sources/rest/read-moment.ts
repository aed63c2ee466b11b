import type { Json } from '../../kernel/json.ts'
import { textOf } from '../../kernel/json.ts'
import { earliestEventMs, latestEventMs, parseIso, secondMs } from '../../kernel/time.ts'

/** A moment as a system writes it, as UTC epoch ms; undefined when it is none. */
export function readMoment(value: Json, timesAre: 'iso' | 'seconds' | 'milliseconds'): number | undefined {
  if (timesAre === 'iso') return typeof value === 'string' ? parseIso(value.trim()) : undefined
  const text = textOf(value)
  if (text === undefined || !/^\d{1,15}(?:\.\d{1,9})?$/.test(text)) return undefined
  const epochMs = Math.round(Number(text) * (timesAre === 'seconds' ? secondMs : 1))
  return epochMs >= earliestEventMs && epochMs <= latestEventMs ? epochMs : undefined
}

/** A moment as a system wants it. */
export function writeMoment(epochMs: number, timesAre: 'iso' | 'seconds' | 'milliseconds'): string {
  if (timesAre === 'iso') return new Date(epochMs).toISOString()
  return String(timesAre === 'seconds' ? Math.floor(epochMs / secondMs) : epochMs)
}
