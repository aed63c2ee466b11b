import type { Scale } from '../charts/linear-scale.ts'

interface ValueAxisProps {
  ticks: readonly number[]
  y: Scale
  /** Where its lines begin and end. */
  left: number
  right: number
  formatTick(value: number): string
}

/** The values of a chart: a line across for each, with its number before it. */
export function ValueAxis({ ticks, y, left, right, formatTick }: ValueAxisProps) {
  return ticks.map((tick) => (
    <g key={tick}>
      <line
        className={tick === 0 ? 'chart-base' : 'chart-grid'}
        x1={left}
        x2={right}
        y1={y(tick)}
        y2={y(tick)}
      />
      <text x={left - 8} y={y(tick) + 4} textAnchor="end">
        {formatTick(tick)}
      </text>
    </g>
  ))
}
