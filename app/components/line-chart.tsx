import { type PointerEvent, useId, useState } from 'react'
import { labelIndexes } from '../charts/label-indexes.ts'
import { areaPath, linePath } from '../charts/line-path.ts'
import { linearScale, niceTicks } from '../charts/linear-scale.ts'
import { ChartData } from './chart-data.tsx'

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

  const read = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const at = ((event.clientX - box.left) / box.width) * width
    const share = (at - margin.left) / (width - margin.left - margin.right)
    onPoint(Math.min(points.length - 1, Math.max(0, Math.round(share * (points.length - 1)))))
  }

  return (
    <svg
      className={`chart-${shape}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      onPointerMove={read}
      onPointerLeave={() => onPoint(undefined)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{summary}</desc>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 ? 'chart-base' : 'chart-grid'}
            x1={margin.left}
            x2={width - margin.right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={margin.left - 8} y={y(tick) + 4} textAnchor="end">
            {formatTick(tick)}
          </text>
        </g>
      ))}
      {labelIndexes(points.length, labelCount).map((index) => (
        <text
          key={points[index]?.label}
          x={x(index)}
          y={height - 6}
          textAnchor={index === 0 ? 'start' : index === points.length - 1 ? 'end' : 'middle'}
        >
          {points[index]?.axisLabel}
        </text>
      ))}
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
