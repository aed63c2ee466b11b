import { useId, useState } from 'react'
import { labelIndexes } from '../charts/label-indexes.ts'
import { areaPath, linePath } from '../charts/line-path.ts'
import { linearScale, niceTicks } from '../charts/linear-scale.ts'
import { nearestPlace } from '../charts/nearest-place.ts'
import { ChartData } from './chart-data.tsx'
import { LabelAxis } from './label-axis.tsx'
import { ValueAxis } from './value-axis.tsx'

export interface LinePoint {
  readonly label: string
  /** A shorter label for the axis. */
  readonly axisLabel: string
  readonly value: number
  readonly text: string
}

interface LineChartProps {
  title: string
  /** What a person would say the line shows. */
  summary: string
  points: readonly LinePoint[]
  /** What each point is compared with, drawn dashed; null where that is not known. */
  reference?: readonly (number | null)[]
  labelHead: string
  valueHead: string
  formatTick(value: number): string
}

const shapes = {
  wide: { width: 700, height: 260, labelCount: 7 },
  narrow: { width: 340, height: 220, labelCount: 4 },
} as const
const margin = { top: 12, right: 8, bottom: 26, left: 54 }

/** A value over time, with a table of the same figures. Pointing at the line reads it out. */
export function LineChart(props: LineChartProps) {
  const { title, summary, points, reference = [], labelHead, valueHead, formatTick } = props
  const [pointed, setPointed] = useState<number>()
  const point = pointed === undefined ? undefined : points[pointed]
  return (
    <figure className="chart">
      <figcaption>
        <span className="chart-readout">
          {point === undefined ? summary : `${point.label}: ${point.text}`}
        </span>
      </figcaption>
      {(['wide', 'narrow'] as const).map((shape) => (
        <LineDrawing
          key={shape}
          shape={shape}
          title={title}
          summary={summary}
          points={points}
          reference={reference}
          formatTick={formatTick}
          pointed={pointed}
          onPoint={setPointed}
        />
      ))}
      <ChartData caption={title} labelHead={labelHead} valueHead={valueHead} rows={points} />
    </figure>
  )
}

interface LineDrawingProps
  extends Required<Pick<LineChartProps, 'title' | 'summary' | 'points' | 'reference' | 'formatTick'>> {
  shape: keyof typeof shapes
  pointed: number | undefined
  onPoint(index: number | undefined): void
}

function LineDrawing(props: LineDrawingProps) {
  const { shape, title, summary, points, reference, formatTick, pointed, onPoint } = props
  const id = useId()
  const { width, height, labelCount } = shapes[shape]
  const ticks = niceTicks([...points.map((point) => point.value), ...reference.map((value) => value ?? 0)])
  const baseY = height - margin.bottom
  const x = linearScale([0, Math.max(1, points.length - 1)], [margin.left, width - margin.right])
  const y = linearScale([ticks[0] ?? 0, ticks.at(-1) ?? 1], [baseY, margin.top])
  const places = points.map((point, index) => ({ x: x(index), y: y(point.value) }))
  const compared = reference.flatMap((value, index) => (value === null ? [] : [{ x: x(index), y: y(value) }]))
  const marked = pointed === undefined ? undefined : places[pointed]
  const span = { width, left: margin.left, right: width - margin.right }

  return (
    <svg
      className={`chart-${shape}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      onPointerMove={(event) => onPoint(nearestPlace(event, span, points.length))}
      onPointerLeave={() => onPoint(undefined)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{summary}</desc>
      <ValueAxis ticks={ticks} y={y} left={span.left} right={span.right} formatTick={formatTick} />
      <LabelAxis
        labels={labelIndexes(points.length, labelCount).map((at) => ({ at, text: points[at]?.axisLabel }))}
        x={x}
        y={height - 6}
      />
      <path className="chart-area" d={areaPath(places, y(0))} />
      {compared.length === 0 ? null : <path className="chart-reference" d={linePath(compared)} />}
      <path className="chart-line" d={linePath(places)} />
      {marked === undefined ? null : (
        <g>
          <line className="chart-marker" x1={marked.x} x2={marked.x} y1={margin.top} y2={baseY} />
          <circle className="chart-dot" cx={marked.x} cy={marked.y} r="5" />
        </g>
      )}
    </svg>
  )
}
