import { useId } from 'react'
import { linearScale } from '../charts/linear-scale.ts'
import { ChartData } from './chart-data.tsx'

interface BarChartProps {
  title: string
  summary: string
  /** Longest first reads best. A bar below zero is drawn empty; its figure stands beside it. */
  bars: readonly { readonly label: string; readonly value: number; readonly text: string }[]
  labelHead: string
  valueHead: string
}

const shapes = { wide: 520, narrow: 280 } as const
const rowHeight = 42
const barHeight = 8
const longestLabel = 30

/** Amounts side by side as lying bars, each with its name and figure above it, and a table of the same. */
export function BarChart({ title, summary, bars, labelHead, valueHead }: BarChartProps) {
  const id = useId()
  const length = linearScale([0, Math.max(1e-9, ...bars.map((bar) => bar.value))], [0, 1])
  return (
    <figure className="chart">
      {(['wide', 'narrow'] as const).map((shape) => (
        <svg
          key={shape}
          className={`chart-${shape}`}
          viewBox={`0 0 ${shapes[shape]} ${bars.length * rowHeight}`}
          role="img"
          aria-labelledby={`${id}-${shape}-title ${id}-${shape}-desc`}
        >
          <title id={`${id}-${shape}-title`}>{title}</title>
          <desc id={`${id}-${shape}-desc`}>{summary}</desc>
          {bars.map((bar, index) => (
            <g key={bar.label} transform={`translate(0 ${index * rowHeight})`}>
              <text className="chart-label" x="0" y="16">
                {cut(bar.label)}
              </text>
              <text className="chart-value" x={shapes[shape]} y="16" textAnchor="end">
                {bar.text}
              </text>
              <rect className="chart-track" y="24" width={shapes[shape]} height={barHeight} rx="4" />
              <rect
                className="chart-bar"
                y="24"
                width={Math.max(0, length(bar.value)) * shapes[shape]}
                height={barHeight}
                rx="4"
              />
            </g>
          ))}
        </svg>
      ))}
      <ChartData caption={title} labelHead={labelHead} valueHead={valueHead} rows={bars} />
    </figure>
  )
}

function cut(label: string): string {
  return label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1)}…`
}
