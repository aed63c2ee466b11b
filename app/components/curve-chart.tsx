import { useId } from 'react'
import { linePath, type Point } from '../charts/line-path.ts'
import { linearScale, niceTicks } from '../charts/linear-scale.ts'
import { ChartData } from './chart-data.tsx'
import { LabelAxis } from './label-axis.tsx'
import { ValueAxis } from './value-axis.tsx'

interface CurveChartProps {
  title: string
  /** What a person would say the curve shows. */
  summary: string
  /** x ascending. */
  points: readonly Point[]
  /** What it is compared with, drawn dashed. */
  reference?: readonly Point[]
  xName: string
  yName: string
  formatX(value: number): string
  formatY(value: number): string
}

const width = 360
const height = 300
const margin = { top: 12, right: 12, bottom: 44, left: 52 }

/** One quantity against another, both on axes with names, and a table of the same points. */
export function CurveChart(props: CurveChartProps) {
  const { title, summary, points, reference = [], xName, yName, formatX, formatY } = props
  const id = useId()
  const all = [...points, ...reference]
  const xTicks = niceTicks(all.map((point) => point.x))
  const yTicks = niceTicks(all.map((point) => point.y))
  const baseY = height - margin.bottom
  const x = linearScale([xTicks[0] ?? 0, xTicks.at(-1) ?? 1], [margin.left, width - margin.right])
  const y = linearScale([yTicks[0] ?? 0, yTicks.at(-1) ?? 1], [baseY, margin.top])
  const placed = (line: readonly Point[]) => linePath(line.map((point) => ({ x: x(point.x), y: y(point.y) })))
  return (
    <figure className="chart curve">
      <figcaption className="chart-readout">{summary}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-desc`}>{summary}</desc>
        <ValueAxis
          ticks={yTicks}
          y={y}
          left={margin.left}
          right={width - margin.right}
          formatTick={formatY}
        />
        <LabelAxis labels={xTicks.map((at) => ({ at, text: formatX(at) }))} x={x} y={baseY + 18} />
        <text x={(margin.left + width - margin.right) / 2} y={height - 6} textAnchor="middle">
          {xName}
        </text>
        {reference.length === 0 ? null : <path className="chart-reference" d={placed(reference)} />}
        <path className="chart-line" d={placed(points)} />
      </svg>
      <ChartData
        caption={title}
        labelHead={xName}
        valueHead={yName}
        rows={points.map((point, index) => ({
          key: String(index),
          label: formatX(point.x),
          text: formatY(point.y),
        }))}
      />
    </figure>
  )
}
