import { Link } from '@remix-run/react'
import type { CustomerSide } from '#shared/contracts/identity.ts'
import { Badge } from '../components/badge.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { customerAddress } from './addresses.ts'
import {
  type ComparedCell,
  type ComparedRow,
  compareConsents,
  compareIdentifiers,
  compareOrders,
  compareTraits,
} from './compare-sides.ts'
import { LikenessMark } from './likeness-mark.tsx'

/** One column of a comparison. */
export interface ComparedSide {
  readonly key: string
  /** Tells the sides of one comparison apart. */
  readonly title: string
  /** The customer the title leads to; a side that is only a preview has none. */
  readonly customerId?: string
  readonly side: CustomerSide
}

const shownValues = 5

interface SideComparisonProps {
  sides: readonly ComparedSide[]
  /** The customer they would be together, where that is the question. */
  merged?: CustomerSide | undefined
}

/** Customers beside each other, on a phone one below the other, always in the same order. */
export function SideComparison({ sides, merged }: SideComparisonProps) {
  const all = sides.map(({ side }) => side)
  const orders = compareOrders(all)
  const traits = compareTraits(all)
  const consents = compareConsents(all, merged)
  return (
    <div className="stack">
      <Part title="Identifiers" sides={sides} rows={compareIdentifiers(all)} />
      {traits.length === 0 ? null : <Part title="Profile" sides={sides} rows={traits} />}
      {consents.length === 0 ? null : <Part title="Consents" sides={sides} rows={consents} />}
      <FigurePart sides={sides} />
      {orders === undefined ? null : <Part title="Orders" sides={sides} rows={[orders]} isMarked={false} />}
    </div>
  )
}

function Part({
  title,
  sides,
  rows,
  isMarked = sides.length > 1,
}: {
  title: string
  sides: readonly ComparedSide[]
  rows: readonly ComparedRow[]
  /** Whether each row says how its sides stand to each other. */
  isMarked?: boolean
}) {
  const columns: Column<ComparedRow>[] = [
    {
      key: 'what',
      label: title,
      cell: (row) => (
        <>
          {row.label}
          {isMarked ? <LikenessMark likeness={row.likeness} /> : null}
        </>
      ),
    },
    ...sides.map(
      (side, index): Column<ComparedRow> => ({
        ...headOf(side),
        cell: (row) => <Cell cell={row.cells[index]} />,
      }),
    ),
  ]
  return (
    <div className="comparison">
      <h3>{title}</h3>
      <Table caption={`${title}, side by side`} rows={rows} rowKey={(row) => row.key} columns={columns} />
    </div>
  )
}

function headOf({ key, title, customerId }: ComparedSide): Omit<Column<never>, 'cell'> {
  const head = customerId === undefined ? title : <Link to={customerAddress(customerId)}>{title}</Link>
  return { key, label: title, head }
}

function Cell({ cell }: { cell: ComparedCell | undefined }) {
  const timeZone = useTimeZone()
  if (cell === undefined || cell.values.length === 0) return <span className="quiet">none</span>
  const rest = cell.values.slice(shownValues)
  return (
    <>
      <Values values={cell.values.slice(0, shownValues)} />
      {cell.isLost ? <Badge tone="warn">lost by a merge</Badge> : null}
      {rest.length === 0 ? null : (
        <details className="small">
          <summary>and {formatCount(rest.length)} more</summary>
          <Values values={rest} />
        </details>
      )}
      {cell.origin === undefined ? null : (
        <span className="cell-note">
          {cell.origin.source}, {formatDate(cell.origin.since, timeZone)}
        </span>
      )}
    </>
  )
}

function Values({ values }: { values: readonly string[] }) {
  return (
    <ul>
      {values.map((value) => (
        <li key={value}>{value}</li>
      ))}
    </ul>
  )
}

interface Figure {
  readonly name: string
  text(side: CustomerSide): string
}

/** Figures differ between any two customers, so they carry no mark. */
function FigurePart({ sides }: { sides: readonly ComparedSide[] }) {
  const timeZone = useTimeZone()
  const date = (moment: string | null | undefined) =>
    moment === null || moment === undefined ? 'none yet' : formatDate(moment, timeZone)
  const figures: Figure[] = [
    {
      name: 'Revenue',
      text: (side) => side.features?.revenue.map(formatMoney).join(' + ') || 'none yet',
    },
    { name: 'Orders', text: (side) => formatCount(side.features?.orderCount ?? 0) },
    { name: 'Last order', text: (side) => date(side.features?.lastOrderAt) },
    { name: 'First seen', text: (side) => date(side.features?.firstSeenAt) },
    { name: 'Last seen', text: (side) => date(side.features?.lastSeenAt) },
    { name: 'Events', text: (side) => formatCount(side.eventCount) },
  ]
  return (
    <div className="comparison">
      <h3>Figures</h3>
      <Table
        caption="Figures, side by side"
        rows={figures}
        rowKey={(figure) => figure.name}
        columns={[
          { key: 'what', label: 'Figures', cell: (figure) => figure.name },
          ...sides.map(
            (side): Column<Figure> => ({
              ...headOf(side),
              cell: (figure) => <span className="number">{figure.text(side.side)}</span>,
            }),
          ),
        ]}
      />
    </div>
  )
}
