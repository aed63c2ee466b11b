import { formatRate } from './format-number.ts'

/** How a figure compares with the one before it. */
export interface Change {
  readonly direction: 'up' | 'down' | 'same'
  /** "12 %", "new" when there was nothing before. */
  readonly text: string
}

const visibleRate = 0.0005

/** The change from one figure to the next, relative to the earlier one. */
export function changeBetween(previous: number, current: number): Change {
  if (previous === current) return { direction: 'same', text: '0 %' }
  const direction = current > previous ? 'up' : 'down'
  if (previous <= 0) return { direction, text: current > 0 ? 'new' : 'below zero' }
  const rate = Math.abs(current - previous) / previous
  if (rate < visibleRate) return { direction: 'same', text: '0 %' }
  return { direction, text: rate >= 10 ? `${Math.round(rate)}-fold` : formatRate(rate) }
}
