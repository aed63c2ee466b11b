import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { TextField } from '../components/field.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { EmptyState } from '../components/states.tsx'
import { CustomersTable } from '../customers/customers-table.tsx'
import { type ListView, listAddress, listQuery, parseListView } from '../customers/list-address.ts'
import { countOf, formatCount } from '../format/format-number.ts'
import { useMay } from '../session/use-session.ts'

export const meta: MetaFunction = () => [{ title: 'Customers · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseListView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const list = expectSuccess(await api.listCustomers(listQuery(view)), args.request)
  return { ...list, view }
}

export default function CustomersPage() {
  const { customers, total, nextCursor, view } = useLoaderData<typeof loader>()
  const maySeeSegments = useMay('predictions:read')
  const isSearch = view.query !== '' || view.segment !== undefined
  return (
    <div className="stack">
      <PageHeader
        title="Customers"
        lead={isSearch ? `${formatCount(total)} found${searchWords(view)}` : countOf(total, 'customer')}
      >
        {maySeeSegments ? (
          <ButtonLink to="/segments" small>
            {view.segment === undefined ? 'By segment' : 'Another segment'}
          </ButtonLink>
        ) : null}
      </PageHeader>
      <Form className="form-inline" role="search" action="/customers" key={listAddress(view)}>
        <TextField
          label="Search"
          name="query"
          type="search"
          defaultValue={view.query}
          placeholder="Name, e-mail or phone"
          hint="Part of a name, an e-mail or a phone number; or exactly, as in email:ada@example.com"
        />
        {view.segment === undefined ? null : <input type="hidden" name="segment" value={view.segment} />}
        {view.sort === 'lastSeenAt' ? null : <input type="hidden" name="sort" value={view.sort} />}
        {view.order === 'desc' ? null : <input type="hidden" name="order" value={view.order} />}
        <div className="row">
          <Button type="submit" look="primary">
            Search
          </Button>
          {isSearch ? (
            <ButtonLink to={listAddress({ sort: view.sort, order: view.order })}>Clear</ButtonLink>
          ) : null}
        </div>
      </Form>
      <Card title={isSearch ? 'Found' : 'All customers'} note={countOf(customers.length, 'row')}>
        {customers.length === 0 ? (
          <NoCustomers isSearch={isSearch} />
        ) : (
          <CustomersTable {...{ customers, view }} />
        )}
        <Pagination
          label="Pages of customers"
          summary={`${formatCount(customers.length)} of ${formatCount(total)} on this page`}
          firstHref={view.cursor === undefined ? undefined : listAddress({ ...view, cursor: undefined })}
          nextHref={nextCursor === null ? undefined : listAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
    </div>
  )
}

function searchWords({ query, segment }: ListView): string {
  const words = query === '' ? '' : ` for “${query}”`
  return segment === undefined ? words : `${words} in ${segment}`
}

function NoCustomers({ isSearch }: { isSearch: boolean }) {
  return isSearch ? (
    <EmptyState title="Nobody found" icon="search">
      Try fewer letters, or the e-mail or phone number as it was given, or another segment.
    </EmptyState>
  ) : (
    <EmptyState
      title="No customers yet"
      icon="customers"
      actions={
        <ButtonLink to="/imports" look="primary">
          Import past orders
        </ButtonLink>
      }
    >
      A customer appears with the first event that says who it is from.
    </EmptyState>
  )
}
