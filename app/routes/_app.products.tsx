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
import { countOf, formatCount } from '../format/format-number.ts'
import { parseProductListView, productListAddress, productListQuery } from '../products/product-list-view.ts'
import { ProductTable } from '../products/product-table.tsx'

export const meta: MetaFunction = () => [{ title: 'Products · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const view = parseProductListView(new URL(args.request.url).searchParams)
  const api = await apiClient(args)
  const list = expectSuccess(await api.listProducts(productListQuery(view)), args.request)
  return { ...list, view }
}

export default function ProductsPage() {
  const { products, total, nextCursor, view } = useLoaderData<typeof loader>()
  const isSearch = view.query !== ''
  return (
    <div className="stack">
      <PageHeader
        title="Products"
        lead={isSearch ? `${formatCount(total)} found for “${view.query}”` : countOf(total, 'product')}
      />
      <Form className="form-inline" role="search" action="/products" key={view.query}>
        <TextField
          label="Search"
          name="query"
          type="search"
          defaultValue={view.query}
          placeholder="Name, category, brand or SKU"
          hint="Part of a name, a category, a brand or a stock-keeping unit"
        />
        <div className="row">
          <Button type="submit" look="primary">
            Search
          </Button>
          {isSearch ? (
            <ButtonLink to={productListAddress({ query: '', cursor: undefined })}>Clear</ButtonLink>
          ) : null}
        </div>
      </Form>
      <Card title={isSearch ? 'Found' : 'All products'} note={countOf(products.length, 'row')}>
        {products.length === 0 ? <NoProducts isSearch={isSearch} /> : <ProductTable products={products} />}
        <Pagination
          label="Pages of products"
          summary={`${formatCount(products.length)} of ${formatCount(total)} on this page`}
          firstHref={
            view.cursor === undefined ? undefined : productListAddress({ ...view, cursor: undefined })
          }
          nextHref={nextCursor === null ? undefined : productListAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
    </div>
  )
}

function NoProducts({ isSearch }: { isSearch: boolean }) {
  return isSearch ? (
    <EmptyState title="Nothing found" icon="search">
      Try fewer letters, or the stock-keeping unit.
    </EmptyState>
  ) : (
    <EmptyState title="No products yet" icon="products">
      A product appears when a shop that is connected describes it.
    </EmptyState>
  )
}
