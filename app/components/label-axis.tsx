import type { Scale } from '../charts/linear-scale.ts'

interface LabelAxisProps {
  /** Where labels stand along the axis, rising, each with its words. */
  labels: readonly { readonly at: number; readonly text: string | undefined }[]
  x: Scale
  y: number
}

/** What stands below a chart: the first label begins at its place, the last one ends there. */
export function LabelAxis({ labels, x, y }: LabelAxisProps) {
  return labels.map(({ at, text }, index) => (
    <text
      key={at}
      x={x(at)}
      y={y}
      textAnchor={index === 0 ? 'start' : index === labels.length - 1 ? 'end' : 'middle'}
    >
      {text}
    </text>
  ))
}
