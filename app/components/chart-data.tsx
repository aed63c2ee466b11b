import { ScrollRegion } from './scroll-region.tsx'
import { Table } from './table.tsx'

interface ChartDataProps {
  caption: string
  labelHead: string
  valueHead: string
  /** `key` where several rows have the same label. */
  rows: readonly { readonly key?: string; readonly label: string; readonly text: string }[]
}

/** The figures of a chart as a table, for reading exactly, hearing and copying. */
export function ChartData({ caption, labelHead, valueHead, rows }: ChartDataProps) {
  return (
    <details className="chart-data">
      <summary>
        Show as table<span className="visually-hidden">: {caption}</span>
      </summary>
      <ScrollRegion className="chart-data-table" label={caption}>
        <Table
          caption={caption}
          cards={false}
          columns={[
            { key: 'label', label: labelHead, cell: (row) => row.label },
            { key: 'value', label: valueHead, isNumber: true, cell: (row) => row.text },
          ]}
          rows={rows}
          rowKey={(row) => row.key ?? row.label}
        />
      </ScrollRegion>
    </details>
  )
}
