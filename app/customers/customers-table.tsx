import { Link } from '@remix-run/react'
import type { CustomerSummary } from '#shared/contracts/customers.ts'
import { Badge } from '../components/badge.tsx'
import { SortLink } from '../components/sort-link.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatCount } from '../format/format-number.ts'
import { channelNames } from '../format/wording.ts'
import { useTimeZone } from '../session/use-session.ts'
import { type ListView, listAddress, type Sort, sortedBy } from './list-address.ts'

/** Customers, one a row; the heads sort by links, so the view has an address. */
export function CustomersTable({ customers, view }: { customers: CustomerSummary[]; view: ListView }) {
  const timeZone = useTimeZone()
  const sortable = (sort: Sort, label: string) => ({
    key: sort,
    label,
    head: (
      <SortLink
        to={listAddress(sortedBy(view, sort))}
        label={label}
        sorted={view.sort === sort ? view.order : undefined}
      />
    ),
    sorted:
      view.sort !== sort
        ? undefined
        : view.order === 'asc'
          ? ('ascending' as const)
          : ('descending' as const),
  })
  const columns: Column<CustomerSummary>[] = [
    {
      ...sortable('displayName', 'Customer'),
      cell: (customer) => <CustomerCell customer={customer} />,
    },
    {
      key: 'channels',
      label: 'Channels',
      cell: (customer) => (
        <span className="row badges">
          {customer.channels.map((channel) => (
            <Badge key={channel}>{channelNames[channel]}</Badge>
          ))}
        </span>
      ),
    },
    {
      ...sortable('orderCount', 'Orders'),
      isNumber: true,
      cell: (customer) => formatCount(customer.orderCount),
    },
    { ...sortable('revenue', 'Revenue'), isNumber: true, cell: (customer) => formatMoney(customer.revenue) },
    {
      ...sortable('firstSeenAt', 'First seen'),
      isNumber: true,
      cell: (customer) => formatDate(customer.firstSeenAt, timeZone),
    },
    {
      ...sortable('lastSeenAt', 'Last seen'),
      isNumber: true,
      cell: (customer) => formatDate(customer.lastSeenAt, timeZone),
    },
  ]
  return <Table caption="Customers" columns={columns} rows={customers} rowKey={(customer) => customer.id} />
}

function CustomerCell({ customer }: { customer: CustomerSummary }) {
  const contact = [customer.email, customer.phone].find(
    (value) => value !== null && value !== customer.displayName,
  )
  return (
    <span>
      <Link to={`/customers/${encodeURIComponent(customer.id)}`}>{customer.displayName}</Link>
      {contact === undefined ? null : <span className="cell-note">{contact}</span>}
    </span>
  )
}
