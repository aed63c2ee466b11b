import { useId } from 'react'
import { areaPath, linePath } from '../charts/line-path.ts'
import { linearScale } from '../charts/linear-scale.ts'

const width = 160
const height = 32

/** A line as small as a word. Its exact figures belong in a table beside it: see ChartData. */
export function Sparkline({ title, values }: { title: string; values: readonly number[] }) {
  const id = useId()
  const x = linearScale([0, Math.max(1, values.length - 1)], [2, width - 2])
  const y = linearScale([0, Math.max(1, ...values)], [height - 2, 3])
  const places = values.map((value, index) => ({ x: x(index), y: y(value) }))
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-labelledby={id}
    >
      <title id={id}>{title}</title>
      <path className="chart-area" d={areaPath(places, height)} />
      <path className="chart-line" d={linePath(places)} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
