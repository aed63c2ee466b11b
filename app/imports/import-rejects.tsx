import type { ImportView } from '#shared/contracts/imports.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import { Card } from '../components/card.tsx'
import { Icon } from '../components/icon.tsx'
import { Table } from '../components/table.tsx'
import { countOf, formatCount } from '../format/format-number.ts'

type RejectReason = ImportView['rejectReasons'][number]

/** Rows that did not go in, grouped by what repairs them, and the file that holds them with line and reason. */
export function ImportRejects({ view }: { view: ImportView }) {
  if (view.rejectedRowCount === 0) return null
  return (
    <Card title="Rejected rows" note={countOf(view.rejectedRowCount, 'row')}>
      <Table
        caption="Rejected rows by reason"
        rows={view.rejectReasons}
        rowKey={(row) => `${row.reason} ${row.column ?? ''}`}
        columns={[
          {
            key: 'reason',
            label: 'Reason',
            cell: (row) => (
              <span>
                {plainName(row.reason)}
                <span className="cell-note">{row.repair}</span>
              </span>
            ),
          },
          { key: 'column', label: 'Column', cell: (row) => row.column ?? 'the row as a whole' },
          { key: 'examples', label: 'For example', cell: (row) => <Examples examples={row.examples} /> },
          { key: 'rows', label: 'Rows', isNumber: true, cell: (row) => formatCount(row.rowCount) },
        ]}
      />
      <p className="row rejects-download">
        <a
          className="button button-small"
          href={`/v1/imports/${encodeURIComponent(view.id)}/rejects.csv`}
          download
        >
          <Icon name="download" />
          Download the rejected rows
        </a>
        <span className="small quiet">With line number, column and reason. Repair and upload it again.</span>
      </p>
    </Card>
  )
}

function Examples({ examples }: Pick<RejectReason, 'examples'>) {
  return examples.map(({ lineNumber, value }) => (
    <span key={lineNumber} className="cell-note">
      Line {lineNumber}
      {value === null ? '' : `: ${value}`}
    </span>
  ))
}
