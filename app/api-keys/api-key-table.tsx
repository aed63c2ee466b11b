import { Link } from '@remix-run/react'
import type { ApiKeyView } from '#shared/contracts/api-keys.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatDate, formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { keyAddress, keyRoleWords, keyStatuses } from './key-words.ts'

/** The keys of the shop, without what is secret of them. */
export function ApiKeyTable({ apiKeys }: { apiKeys: readonly ApiKeyView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="API keys"
      rows={apiKeys}
      rowKey={({ keyId }) => keyId}
      columns={[
        {
          key: 'label',
          label: 'Key',
          cell: (row) => (
            <span>
              <Link to={keyAddress(row.keyId)}>{row.label}</Link>
              <span className="cell-note mono">{row.keyId}</span>
            </span>
          ),
        },
        { key: 'may', label: 'May', cell: (row) => keyRoleWords(row) },
        {
          key: 'status',
          label: 'Status',
          cell: (row) => (
            <span>
              <Badge tone={keyStatuses[row.status].tone}>{keyStatuses[row.status].name}</Badge>
              {row.expiresAt === null || row.status !== 'active' ? null : (
                <span className="cell-note">until {formatDate(row.expiresAt, timeZone)}</span>
              )}
            </span>
          ),
        },
        {
          key: 'used',
          label: 'Last used',
          isNumber: true,
          cell: (row) =>
            row.lastUsedAt === null ? (
              <span className="quiet">Never</span>
            ) : (
              formatMoment(row.lastUsedAt, timeZone)
            ),
        },
        {
          key: 'made',
          label: 'Made',
          isNumber: true,
          cell: (row) => (
            <span>
              {formatDate(row.createdAt, timeZone)}
              {row.createdBy === '' ? null : <span className="cell-note">{row.createdBy}</span>}
            </span>
          ),
        },
      ]}
    />
  )
}
