import { useId, useState } from 'react'
import { FanChartTable } from './fan-chart-table.tsx'
import { FanDrawing, type FanShape } from './fan-drawing.tsx'
import { FanLegend } from './fan-legend.tsx'
import type { EarlierLine, FanSlot } from './fan-slots.ts'
import { slotWords } from './fan-words.ts'

interface FanChartProps {
  title: string
  /** What a person would say the chart shows. */
  summary: string
  slots: readonly FanSlot[]
  /** What was said before, if it is to be shown. */
  earlier: readonly EarlierLine[]
  grain: 'day' | 'week'
  currency: string
}

const shapes: readonly FanShape[] = [
  { name: 'wide', width: 860, height: 330, labelCount: 8 },
  { name: 'narrow', width: 340, height: 270, labelCount: 3 },
]

/**
 * What was sold, and how it will go on: the middle, and around it the bands into which sales fall in so many cases. Pointing
 * reads a day or week out; a table has the same figures.
 */
export function FanChart({ title, summary, slots, earlier, grain, currency }: FanChartProps) {
  const id = useId()
  const [pointed, setPointed] = useState<number>()
  const slot = pointed === undefined ? undefined : slots[pointed]
  return (
    <figure className="chart fan">
      <figcaption>
        <span className="chart-readout">{slot === undefined ? summary : slotWords(slot)}</span>
      </figcaption>
      {shapes.map((shape) => (
        <FanDrawing
          key={shape.name}
          id={`${id}-${shape.name}`}
          shape={shape}
          title={title}
          summary={summary}
          slots={slots}
          earlier={earlier}
          pointed={pointed}
          onPoint={setPointed}
        />
      ))}
      <FanLegend slots={slots} grain={grain} hasEarlier={earlier.length > 0} />
      <FanChartTable title={title} slots={slots} grain={grain} currency={currency} />
    </figure>
  )
}
