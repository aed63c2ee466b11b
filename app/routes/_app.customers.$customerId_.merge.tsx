import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { Form, Link, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Button } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { Table } from '../components/table.tsx'
import { listQuery, parseListView } from '../customers/list-address.ts'
import { formatDate } from '../format/format-moment.ts'
import { formatCount } from '../format/format-number.ts'
import { customerAddress, newMergeAddress } from '../identity/addresses.ts'
import { useTimeZone } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Merge with another customer · Patron' }]

/** `?query=` looks for the other customer. */
export async function loader(args: LoaderFunctionArgs) {
  const { request, params } = args
  const customerId = params.customerId ?? ''
  const view = parseListView(new URL(request.url).searchParams)
  const api = await apiClient(args)
  const [customer, list] = await Promise.all([
    api.getCustomer(customerId),
    view.query === '' ? undefined : api.listCustomers(listQuery(view)),
  ])
  const found = expectSuccess(customer, request)
  if (found.id !== customerId) throw redirect(`${customerAddress(found.id)}/merge`)
  const others = list && expectSuccess(list, request)
  return {
    customer: { id: found.id, displayName: found.displayName },
    query: view.query,
    total: others?.total ?? 0,
    others: others?.customers.filter((other) => other.id !== customerId),
  }
}

export default function FindOtherPage() {
  const { customer, query, others } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <nav aria-label="Where this page is">
        <Link to={customerAddress(customer.id)} className="small">
          {customer.displayName}
        </Link>
      </nav>
      <PageHeader
        title="Merge with another customer"
        lead={`Find the customer that is the same person as ${customer.displayName}.`}
      />
      <Form className="form-inline" role="search" key={query}>
        <TextField
          label="Search"
          name="query"
          type="search"
          required
          defaultValue={query}
          placeholder="Name, e-mail or phone"
          hint="Part of a name, an e-mail or a phone number; or exactly, as in email:ada@example.com"
        />
        <div className="row">
          <Button type="submit" look="primary">
            Search
          </Button>
        </div>
      </Form>
      {others === undefined ? null : <FoundCard />}
    </div>
  )
}

function FoundCard() {
  const { customer, others = [], total, query } = useLoaderData<typeof loader>()
  const timeZone = useTimeZone()
  const more = total - others.length
  return (
    <Card
      title="Found"
      note={more > 1 ? `the first ${others.length}; search more narrowly for others` : undefined}
    >
      {others.length === 0 ? (
        <EmptyState title="Nobody else found" icon="search">
          No other customer fits “{query}”. Try fewer letters, or the e-mail or phone number as it was given.
        </EmptyState>
      ) : (
        <Table
          caption="Customers that fit the search"
          rows={others}
          rowKey={(other) => other.id}
          columns={[
            {
              key: 'name',
              label: 'Customer',
              cell: (other) => (
                <>
                  <Link to={customerAddress(other.id)}>{other.displayName}</Link>
                  <span className="cell-note">
                    {[other.email, other.phone].filter((value) => value !== null).join(', ')}
                  </span>
                </>
              ),
            },
            {
              key: 'orders',
              label: 'Orders',
              isNumber: true,
              cell: (other) => formatCount(other.orderCount),
            },
            {
              key: 'seen',
              label: 'Last seen',
              isNumber: true,
              cell: (other) => formatDate(other.lastSeenAt, timeZone),
            },
            {
              key: 'choose',
              label: 'Compare',
              cell: (other) => (
                <Link to={newMergeAddress([customer.id, other.id])} className="action">
                  Compare…<span className="visually-hidden"> with {other.displayName}</span>
                </Link>
              ),
            },
          ]}
        />
      )}
    </Card>
  )
}
