import { Link } from '@remix-run/react'
import type { RulesDryRun } from '#shared/contracts/identity.ts'
import { type Column, Table } from '../components/table.tsx'
import { formatCount } from '../format/format-number.ts'
import { shortId } from '../format/wording.ts'
import { customerAddress } from '../identity/addresses.ts'
import { IdentifierWords } from '../identity/identifier-text.tsx'

type ChangedCustomer = RulesDryRun['merges'][number]

interface ChangedCustomersProps {
  title: string
  /** How many there are in all; the table may hold fewer. */
  count: number
  changed: readonly ChangedCustomer[]
  /** What the identifiers do: part, or come together. */
  identifiersLabel: string
}

/** Customers that other rules would join or divide, with the identifiers by which they do. Nothing when there are none. */
export function ChangedCustomers({ title, count, changed, identifiersLabel }: ChangedCustomersProps) {
  if (count === 0) return null
  const columns: Column<ChangedCustomer>[] = [
    {
      key: 'customers',
      label: 'Now',
      cell: ({ customerIds }) => <CustomerLinks customerIds={customerIds} />,
    },
    {
      key: 'identifiers',
      label: identifiersLabel,
      cell: ({ identifiers }) => <IdentifierWords identifiers={identifiers} />,
    },
    { key: 'events', label: 'Events', isNumber: true, cell: ({ eventCount }) => formatCount(eventCount) },
  ]
  return (
    <div className="stack">
      <h3>{title}</h3>
      {changed.length === count ? null : (
        <p className="small quiet">
          {formatCount(changed.length)} of {formatCount(count)}, those with most events first
        </p>
      )}
      <Table
        caption={title}
        rows={changed}
        rowKey={({ identifiers, customerIds }) => `${customerIds.join(' ')} ${identifiers.join(' ')}`}
        columns={columns}
      />
    </div>
  )
}

function CustomerLinks({ customerIds }: { customerIds: readonly string[] }) {
  if (customerIds.length === 0) return <span className="quiet">nobody</span>
  return (
    <ul>
      {customerIds.map((customerId) => (
        <li key={customerId}>
          <Link to={customerAddress(customerId)}>
            <span className="visually-hidden">Customer </span>
            {shortId(customerId)}
          </Link>
        </li>
      ))}
    </ul>
  )
}
