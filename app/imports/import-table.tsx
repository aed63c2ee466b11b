import { Link } from '@remix-run/react'
import type { ImportView } from '#shared/contracts/imports.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { formatBytes, formatCount } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { importStates } from './import-state.ts'
import { kindWords } from './kind-words.ts'

/** Imports so far, newest first. */
export function ImportTable({ imports }: { imports: ImportView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Imports, the newest first"
      rows={imports}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'file',
          label: 'File',
          cell: (row) => (
            <span>
              <Link to={`/imports/${encodeURIComponent(row.id)}`}>{row.fileName}</Link>
              <span className="cell-note">{formatBytes(row.byteCount)}</span>
            </span>
          ),
        },
        {
          key: 'state',
          label: 'State',
          cell: (row) => <Badge tone={importStates[row.state].tone}>{importStates[row.state].label}</Badge>,
        },
        { key: 'rows', label: 'Rows', isNumber: true, cell: (row) => formatCount(row.rowCount) },
        {
          key: 'kind',
          label: 'Holds',
          cell: (row) => (row.mapping ? kindWords[row.mapping.kind].found : ''),
        },
        { key: 'found', label: 'Found', isNumber: true, cell: (row) => formatCount(row.orderCount) },
        {
          key: 'rejected',
          label: 'Rejected rows',
          isNumber: true,
          cell: (row) => formatCount(row.rejectedRowCount),
        },
        {
          key: 'started',
          label: 'Started',
          isNumber: true,
          cell: (row) => formatMoment(row.createdAt, timeZone),
        },
      ]}
    />
  )
}
