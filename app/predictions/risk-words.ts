import type { Tone } from '../components/badge.tsx'

/** How high a risk is, as a shop says it. */
export interface Risk {
  readonly level: 'low' | 'medium' | 'high'
  readonly name: string
  readonly tone: Tone
}

const risks = {
  low: { level: 'low', name: 'Low', tone: 'good' },
  medium: { level: 'medium', name: 'Medium', tone: 'warn' },
  high: { level: 'high', name: 'High', tone: 'bad' },
} as const satisfies Record<Risk['level'], Risk>

const mediumFromRate = 1 / 3
const highFromRate = 2 / 3

/** A risk of 0..1 in words: by thirds, unless the model names the level itself. */
export function riskOf(rate: number, label: string | null): Risk {
  if (label === 'low' || label === 'medium' || label === 'high') return risks[label]
  if (rate >= highFromRate) return risks.high
  return rate >= mediumFromRate ? risks.medium : risks.low
}
