import type { ReactNode } from 'react'
import type { ForecastAccuracyView } from '#shared/contracts/forecasts.ts'
import { Badge } from '../components/badge.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatDay } from '../format/format-moment.ts'
import { formatCount, formatRate } from '../format/format-number.ts'
import { biasFigure, gainWords } from './accuracy-words.ts'

interface AccuracyTableProps {
  caption: string
  /** What names a row. */
  head: string
  rows: readonly ForecastAccuracyView[]
  nameOf(row: ForecastAccuracyView): ReactNode
}

const rate = (value: number | null) => (value === null ? 'not known' : formatRate(value))

/** Comparisons of forecasts with what came, one a row. */
export function AccuracyTable({ caption, head, rows, nameOf }: AccuracyTableProps) {
  const columns: Column<ForecastAccuracyView>[] = [
    { key: 'name', label: head, cell: nameOf },
    { key: 'wape', label: 'Off by', isNumber: true, cell: ({ wapeRate }) => rate(wapeRate) },
    {
      key: 'naive',
      label: 'Plain guess',
      isNumber: true,
      cell: ({ wapeRate, naiveWapeRate }) => (
        <>
          {rate(naiveWapeRate)}
          <span className="cell-note">{gainWords(wapeRate, naiveWapeRate)}</span>
        </>
      ),
    },
    {
      key: 'bias',
      label: 'Bias',
      isNumber: true,
      cell: ({ biasRate }) => (biasRate === null ? 'not known' : biasFigure(biasRate)),
    },
    { key: '80', label: 'In 80 %', isNumber: true, cell: ({ coverage80Rate }) => rate(coverage80Rate) },
    { key: '95', label: 'In 95 %', isNumber: true, cell: ({ coverage95Rate }) => rate(coverage95Rate) },
    {
      key: 'rmsse',
      label: 'RMSSE',
      isNumber: true,
      cell: ({ rmsse }) => (rmsse === null ? 'not known' : rmsse.toFixed(2)),
    },
    {
      key: 'series',
      label: 'Forecasts',
      isNumber: true,
      cell: ({ seriesCount }) => formatCount(seriesCount),
    },
  ]
  return (
    <div className="accuracy-rows">
      <Table
        caption={caption}
        columns={columns}
        rows={rows}
        rowKey={({ toDay, groupName }) => `${toDay} ${groupName}`}
      />
    </div>
  )
}

/** The days of a comparison, and whether the forecast had been told before or was made afterwards. */
export function ComparedDays({ row: { toDay, wasTold } }: { row: ForecastAccuracyView }) {
  return (
    <span className="row">
      {formatDay(toDay)}
      {wasTold ? null : <Badge>made afterwards</Badge>}
    </span>
  )
}
