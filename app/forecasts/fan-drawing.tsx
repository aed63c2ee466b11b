import { bandPath } from '../charts/band-path.ts'
import { labelIndexes } from '../charts/label-indexes.ts'
import { linePath } from '../charts/line-path.ts'
import { linearScale, niceTicks, type Scale } from '../charts/linear-scale.ts'
import { nearestPlace } from '../charts/nearest-place.ts'
import { LabelAxis } from '../components/label-axis.tsx'
import { ValueAxis } from '../components/value-axis.tsx'
import { formatCount } from '../format/format-number.ts'
import type { EarlierLine, FanSlot } from './fan-slots.ts'

export interface FanShape {
  readonly name: 'wide' | 'narrow'
  readonly width: number
  readonly height: number
  readonly labelCount: number
}

interface FanDrawingProps {
  id: string
  shape: FanShape
  title: string
  summary: string
  slots: readonly FanSlot[]
  earlier: readonly EarlierLine[]
  pointed: number | undefined
  onPoint(index: number | undefined): void
}

/** The drawing ends a little above its highest value, not at the next round number: the fan is wide enough. */
const headRoom = 1.04
const tickAim = 6
const margin = { top: 26, right: 10, bottom: 26, left: 50 }

/** The drawing of a fan chart at one size. */
export function FanDrawing(props: FanDrawingProps) {
  const { id, shape, title, summary, slots, earlier, pointed, onPoint } = props
  const { width, height, labelCount } = shape
  const highest = Math.max(1, ...allValues(slots, earlier)) * headRoom
  const ticks = niceTicks([highest], tickAim).filter((tick) => tick <= highest)
  const baseY = height - margin.bottom
  const x = linearScale([0, Math.max(1, slots.length - 1)], [margin.left, width - margin.right])
  const y = linearScale([0, highest], [baseY, margin.top])
  const start = slots.findIndex(({ expected }) => expected !== undefined)
  const span = { width, left: margin.left, right: width - margin.right }
  return (
    <svg
      className={`chart-${shape.name}`}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      onPointerMove={(event) => onPoint(nearestPlace(event, span, slots.length))}
      onPointerLeave={() => onPoint(undefined)}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-desc`}>{summary}</desc>
      <ValueAxis ticks={ticks} y={y} left={span.left} right={span.right} formatTick={formatTick} />
      <LabelAxis
        labels={labelIndexes(slots.length, labelCount).map((at) => ({ at, text: slots[at]?.axisLabel }))}
        x={x}
        y={height - 6}
      />
      {start < 0 ? null : <ForecastGround x={x(start - 0.5)} width={width} baseY={baseY} />}
      <Marks slots={slots} x={x} baseY={baseY} />
      <Gaps slots={slots} x={x} baseY={baseY} />
      <Fan slots={slots} start={start} x={x} y={y} />
      {earlier.map(({ asOf, points }) => (
        <path
          key={asOf}
          className="fan-earlier"
          d={linePath(points.map(({ at, units }) => ({ x: x(at), y: y(units) })))}
        />
      ))}
      {soldStretches(slots).map((stretch) => (
        <path
          key={stretch[0]}
          className="fan-sold"
          d={linePath(stretch.map((index) => ({ x: x(index), y: y(slots[index]?.sold ?? 0) })))}
        />
      ))}
      {pointed === undefined ? null : <Pointed slot={slots[pointed]} x={x(pointed)} y={y} baseY={baseY} />}
    </svg>
  )
}

/** Small counts need their decimals, or two ticks would read the same. */
function formatTick(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : String(value)
}

function allValues(slots: readonly FanSlot[], earlier: readonly EarlierLine[]): number[] {
  return [
    ...slots.flatMap(({ sold, expected }) => [
      sold ?? 0,
      expected?.units ?? 0,
      ...(expected?.intervals.map(({ upper }) => upper) ?? []),
    ]),
    ...earlier.flatMap(({ points }) => points.map(({ units }) => units)),
  ]
}

/** Where the time ahead begins. */
function ForecastGround({ x, width, baseY }: { x: number; width: number; baseY: number }) {
  return (
    <g>
      <rect
        className="fan-ahead"
        x={x}
        y={margin.top}
        width={width - margin.right - x}
        height={baseY - margin.top}
      />
      <line className="fan-now" x1={x} x2={x} y1={margin.top} y2={baseY} />
      <text className="fan-now-label" x={x - 6} y={11} textAnchor="end">
        sold
      </text>
      <text className="fan-now-label" x={x + 6} y={11}>
        expected
      </text>
    </g>
  )
}

/** Holidays and events: a mark above each day or week that has one. */
function Marks({ slots, x, baseY }: { slots: readonly FanSlot[]; x: Scale; baseY: number }) {
  return slots.map(({ from, marks }, index) =>
    marks.length === 0 ? null : (
      <g key={from}>
        <line className="fan-mark-line" x1={x(index)} x2={x(index)} y1={margin.top} y2={baseY} />
        <path className="fan-mark" d={`M${x(index)} ${margin.top - 9}l4 4l-4 4l-4 -4Z`} />
      </g>
    ),
  )
}

/** Times in which there was nothing to sell. */
function Gaps({ slots, x, baseY }: { slots: readonly FanSlot[]; x: Scale; baseY: number }) {
  return slots.map(({ from, sold }, index) =>
    sold === null ? (
      <rect
        key={from}
        className="fan-gap"
        x={x(index - 0.5)}
        y={margin.top}
        width={x(1) - x(0)}
        height={baseY - margin.top}
      />
    ) : null,
  )
}

interface FanProps {
  slots: readonly FanSlot[]
  start: number
  x: Scale
  y: Scale
}

/** The bands, the widest first, and the middle. They open from what was sold last. */
function Fan({ slots, start, x, y }: FanProps) {
  const ahead = slots.slice(Math.max(0, start))
  if (start < 0) return null
  const last = slots[start - 1]?.sold ?? undefined
  const from = last === undefined ? [] : [{ x: x(start - 1), y: y(last) }]
  const line = (heightOf: (slot: FanSlot) => number) => [
    ...from,
    ...ahead.map((slot, index) => ({ x: x(start + index), y: y(heightOf(slot)) })),
  ]
  const rates = (ahead[0]?.expected?.intervals ?? [])
    .map(({ coverageRate }) => coverageRate)
    .toSorted((a, b) => b - a)
  const end = (slot: FanSlot, rate: number) =>
    slot.expected?.intervals.find(({ coverageRate }) => coverageRate === rate)
  return (
    <g>
      {rates.map((rate) => (
        <path
          key={rate}
          className="fan-band"
          d={bandPath(
            line((slot) => end(slot, rate)?.upper ?? 0),
            line((slot) => end(slot, rate)?.lower ?? 0),
          )}
        />
      ))}
      <path className="fan-middle" d={linePath(line(({ expected }) => expected?.units ?? 0))} />
    </g>
  )
}

function Pointed({ slot, x, y, baseY }: { slot: FanSlot | undefined; x: number; y: Scale; baseY: number }) {
  const value = slot?.expected?.units ?? slot?.sold
  return (
    <g>
      <line className="chart-marker" x1={x} x2={x} y1={margin.top} y2={baseY} />
      {value === undefined || value === null ? null : (
        <circle className="chart-dot" cx={x} cy={y(value)} r="5" />
      )}
    </g>
  )
}

/** Slots with known sales, in runs: a line must not lead through a time in which there was nothing to sell. */
function soldStretches(slots: readonly FanSlot[]): number[][] {
  const runs: number[][] = [[]]
  for (const [index, { sold }] of slots.entries()) {
    if (sold === undefined) break
    if (sold === null) runs.push([])
    else runs.at(-1)?.push(index)
  }
  return runs.filter((run) => run.length > 0)
}
