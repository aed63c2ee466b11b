import type { WhatIfAnswer } from '#shared/contracts/forecasts.ts'
import { Table } from '../components/table.tsx'
import { changeBetween } from '../format/change.ts'
import { formatDay } from '../format/format-moment.ts'
import { formatMoneyWhole } from '../format/format-money.ts'
import { countOf, formatRate } from '../format/format-number.ts'
import { formatUnitRange, formatUnits } from './format-units.ts'

interface Row {
  readonly name: string
  readonly plain: Figure
  readonly changed: Figure
  readonly change: string
}

interface Figure {
  readonly text: string
  readonly note?: string
}

/** As it is and as it would be, side by side, and what that rests on. */
export function WhatIfResult({ answer }: { answer: WhatIfAnswer }) {
  const { fromDay, days, reasons } = answer
  return (
    <section className="stack" aria-label="What would come" role="status">
      <Table
        caption={`What would come in ${countOf(days, 'day')} from ${formatDay(fromDay)}`}
        rows={rowsOf(answer)}
        rowKey={({ name }) => name}
        columns={[
          { key: 'name', label: countOf(days, 'day'), cell: ({ name }) => name },
          {
            key: 'plain',
            label: 'As it is',
            isNumber: true,
            cell: ({ plain }) => <FigureCell figure={plain} />,
          },
          {
            key: 'changed',
            label: 'Changed',
            isNumber: true,
            cell: ({ changed }) => <FigureCell figure={changed} />,
          },
          { key: 'change', label: 'Change', isNumber: true, cell: ({ change }) => change },
        ]}
      />
      {reasons.length === 0 ? null : (
        <ul className="reasons">
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function FigureCell({ figure: { text, note } }: { figure: Figure }) {
  return (
    <>
      {text}
      {note === undefined ? null : <span className="cell-note">{note}</span>}
    </>
  )
}

function rowsOf({ plain, changed, order, currency }: WhatIfAnswer): Row[] {
  const units = (side: WhatIfAnswer['plain']): Figure => ({
    text: formatUnits(side.units),
    note: `8 of 10 times ${formatUnitRange(side.lower80, side.upper80)}`,
  })
  const money = ({ revenueMinor }: WhatIfAnswer['plain']): Figure => ({
    text: revenueMinor === null ? 'not known' : formatMoneyWhole({ amountMinor: revenueMinor, currency }),
  })
  const rows: Row[] = [
    {
      name: 'Units',
      plain: units(plain),
      changed: units(changed),
      change: changeText(plain.units, changed.units),
    },
    {
      name: 'Revenue',
      plain: money(plain),
      changed: money(changed),
      change: changeText(plain.revenueMinor, changed.revenueMinor),
    },
  ]
  return order === null ? rows : [...rows, ...orderRows(order)]
}

function orderRows(order: NonNullable<WhatIfAnswer['order']>): Row[] {
  const { plainQuantity, changedQuantity, plainStockOutRate, changedStockOutRate } = order
  const rate = (value: number | null): Figure => ({ text: value === null ? 'not known' : formatRate(value) })
  return [
    {
      name: 'To order now',
      plain: { text: formatUnits(plainQuantity) },
      changed: { text: formatUnits(changedQuantity) },
      change: changeText(plainQuantity, changedQuantity),
    },
    {
      name: 'Runs out before goods come',
      plain: rate(plainStockOutRate),
      changed: rate(changedStockOutRate),
      change: pointsText(plainStockOutRate, changedStockOutRate),
    },
  ]
}

/** "+19 %", "none". */
function changeText(before: number | null, after: number | null): string {
  if (before === null || after === null) return 'not known'
  const { direction, text } = changeBetween(before, after)
  if (direction === 'same') return 'none'
  return text === 'new' ? text : `${direction === 'up' ? '+' : '−'}${text}`
}

/** The difference of two rates: "+3 points". */
function pointsText(before: number | null, after: number | null): string {
  if (before === null || after === null) return 'not known'
  const points = Math.round((after - before) * 100)
  if (points === 0) return 'none'
  return `${points > 0 ? '+' : '−'}${countOf(Math.abs(points), 'point')}`
}
