import { Link } from '@remix-run/react'
import type { UserView } from '#shared/contracts/users.ts'
import { Badge } from '../components/badge.tsx'
import { Table } from '../components/table.tsx'
import { formatMoment } from '../format/format-moment.ts'
import { useTimeZone } from '../session/use-session.ts'
import { roleWords } from './role-words.ts'
import { userStatuses } from './status-words.ts'

/** Who may sign in. */
export function UserTable({ users }: { users: readonly UserView[] }) {
  const timeZone = useTimeZone()
  return (
    <Table
      caption="Who may sign in"
      rows={users}
      rowKey={({ userId }) => userId}
      columns={[
        {
          key: 'name',
          label: 'Name',
          cell: (row) => (
            <span>
              <Link to={`/settings/users/${encodeURIComponent(row.userId)}`}>{row.displayName}</Link>
              <span className="cell-note">{row.email}</span>
            </span>
          ),
        },
        { key: 'role', label: 'Role', cell: (row) => roleWords[row.role].name },
        {
          key: 'status',
          label: 'Status',
          cell: (row) => <Badge tone={userStatuses[row.status].tone}>{userStatuses[row.status].name}</Badge>,
        },
        {
          key: 'factor',
          label: 'Second factor',
          cell: (row) =>
            row.hasSecondFactor ? <Badge tone="good">On</Badge> : <span className="quiet">Off</span>,
        },
        {
          key: 'seen',
          label: 'Last signed in',
          isNumber: true,
          cell: (row) =>
            row.lastSignedInAt === null ? (
              <span className="quiet">Never</span>
            ) : (
              formatMoment(row.lastSignedInAt, timeZone)
            ),
        },
      ]}
    />
  )
}
