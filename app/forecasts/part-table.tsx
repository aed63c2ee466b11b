import type { ForecastSummaryView } from '#shared/contracts/forecasts.ts'
import { Badge } from '../components/badge.tsx'
import { ChangeMark } from '../components/change-mark.tsx'
import { SortLink } from '../components/sort-link.tsx'
import { type Column, Table } from '../components/table.tsx'
import { changeBetween } from '../format/change.ts'
import { formatMoneyWhole } from '../format/format-money.ts'
import { countOf, formatRate } from '../format/format-number.ts'
import { demandClassName } from './demand-words.ts'
import {
  type ForecastPageView,
  type ForecastSort,
  forecastAddress,
  type PartKind,
  sameDrawing,
} from './forecast-view.ts'
import { formatUnitRange, formatUnits } from './format-units.ts'
import { partKindNames, sortNames } from './part-words.ts'
import { SubjectLink, subjectKey } from './subject-link.tsx'

interface PartTableProps {
  parts: readonly ForecastSummaryView[]
  kind: PartKind
  view: ForecastPageView
  currency: string
}

/** What a forecast is made of, one a row; the name leads to the same page about it. */
export function PartTable({ parts, kind, view, currency }: PartTableProps) {
  const { sort } = view
  const sortable = (by: ForecastSort, label: string) => ({
    key: by,
    label,
    head: (
      <SortLink
        to={forecastAddress({ ...view, parts: kind, sort: by, cursor: undefined })}
        label={label}
        sorted={sort !== by ? undefined : by === 'name' ? 'asc' : 'desc'}
      />
    ),
    sorted: sort !== by ? undefined : by === 'name' ? ('ascending' as const) : ('descending' as const),
  })
  const columns: Column<ForecastSummaryView>[] = [
    {
      ...sortable('name', capitalised(partKindNames[kind].one)),
      cell: (part) => <PartName part={part} view={sameDrawing(view)} />,
    },
    ...(kind === 'items' ? [classColumn] : []),
    {
      key: 'last',
      label: 'Last 28 days',
      isNumber: true,
      cell: ({ unitsLast28 }) => formatUnits(unitsLast28),
    },
    {
      ...sortable('units', 'Next 28 days'),
      isNumber: true,
      cell: ({ unitsNext28, unitsNext28Low80, unitsNext28High80 }) => (
        <>
          {formatUnits(unitsNext28)}
          <span className="cell-note">{formatUnitRange(unitsNext28Low80, unitsNext28High80)}</span>
        </>
      ),
    },
    {
      ...sortable('change', 'Change'),
      isNumber: true,
      cell: ({ unitsLast28, unitsNext28 }) => (
        <ChangeMark change={changeBetween(unitsLast28, unitsNext28)} against="" />
      ),
    },
    {
      ...sortable('revenue', 'Revenue'),
      isNumber: true,
      cell: ({ revenueNext28Minor }) => formatMoneyWhole({ amountMinor: revenueNext28Minor, currency }),
    },
    {
      ...sortable('wape', 'Off by'),
      isNumber: true,
      cell: ({ wapeRate }) => (wapeRate === null ? 'not known' : formatRate(wapeRate)),
    },
  ]
  return (
    <Table
      caption={`${partKindNames[kind].tab}, ${sortNames[sort]}: units sold and expected, with where 8 of 10 end`}
      columns={columns}
      rows={parts}
      rowKey={({ subject }) => subjectKey(subject)}
    />
  )
}

const classColumn: Column<ForecastSummaryView> = {
  key: 'class',
  label: 'Class',
  cell: ({ abcClass, xyzClass }) =>
    abcClass === '' ? (
      ''
    ) : (
      <Badge tone={abcClass === 'A' ? 'accent' : 'plain'}>{`${abcClass}${xyzClass}`}</Badge>
    ),
}

/** The name, and below that of an item what one must know about how it sells. */
function PartName({ part, view }: { part: ForecastSummaryView; view: Partial<ForecastPageView> }) {
  const { subject, demandClass, lane, fallback, stockOutDays } = part
  const notes =
    subject.sku === null
      ? []
      : [
          subject.level === 'sku' ? subject.sku : '',
          lane === 'new' ? 'New' : demandClassName(demandClass),
          fallback === 'too-short' ? 'too little data to choose a model' : '',
          stockOutDays === 0 ? '' : `${countOf(stockOutDays, 'day')} without stock`,
        ].filter((note) => note !== '' && note !== subject.label)
  return (
    <>
      <SubjectLink subject={subject} view={view} />
      {notes.length === 0 ? null : <span className="cell-note">{notes.join('; ')}</span>}
    </>
  )
}

function capitalised(word: string): string {
  return word.replace(/^./, (letter) => letter.toUpperCase())
}
