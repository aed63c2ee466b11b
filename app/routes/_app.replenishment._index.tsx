import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { PatronClient } from '#shared/contracts/client.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ButtonLink } from '../components/button.tsx'
import { Card } from '../components/card.tsx'
import { Icon } from '../components/icon.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { Pagination } from '../components/pagination.tsx'
import { Segments } from '../components/segments.tsx'
import { formatDay } from '../format/format-moment.ts'
import { countOf, formatCount } from '../format/format-number.ts'
import { NothingToOrder } from '../replenishment/nothing-to-order.tsx'
import { ProposalFilter } from '../replenishment/proposal-filter.tsx'
import { ProposalTable } from '../replenishment/proposal-table.tsx'
import {
  parseReplenishmentView,
  purchaseOrderAddress,
  replenishmentAddress,
  replenishmentQuery,
} from '../replenishment/replenishment-view.ts'
import { storeLabels } from '../replenishment/store-labels.server.ts'

export const meta: MetaFunction = () => [{ title: 'What to order · Patron' }]

export async function loader(args: LoaderFunctionArgs) {
  const { request } = args
  const view = parseReplenishmentView(new URL(request.url).searchParams)
  const api = await apiClient(args)
  const [found, stores, rules] = await Promise.all([
    api.listReplenishment(replenishmentQuery(view)),
    storeLabels(api),
    api.listSupplyRules(),
  ])
  const list = expectSuccess(found, request)
  const suppliers = expectSuccess(rules, request).rules.flatMap(({ supplier }) => supplier ?? [])
  return {
    ...list,
    view,
    stores,
    suppliers: [...new Set(suppliers)].sort(),
    hasStock: list.proposals.length > 0 || (await hasStock(api)),
  }
}

/** Whether anybody told how much there is of anything that is forecast: what is unknown comes last. */
async function hasStock(api: PatronClient): Promise<boolean> {
  const all = await api.listReplenishment({ show: 'all', limit: 1 })
  return all.ok && all.value.proposals.some(({ onHandQuantity }) => onHandQuantity !== null)
}

export default function ReplenishmentPage() {
  const page = useLoaderData<typeof loader>()
  const { asOf, currency, proposals, total, nextCursor, view, stores, suppliers } = page
  return (
    <div className="stack">
      <PageHeader
        title="What to order"
        lead={
          asOf === null
            ? 'From what will be sold, what there is, and how suppliers deliver.'
            : `From forecasts that know all sales up to ${formatDay(asOf)}, and the stock of this moment.`
        }
      >
        <Segments
          label="Which items"
          options={(['to-order', 'all'] as const).map((show) => ({
            label: show === 'all' ? 'All items' : 'To order',
            to: replenishmentAddress({ ...view, show, cursor: undefined }),
            isCurrent: show === view.show,
          }))}
        />
      </PageHeader>
      <ProposalFilter view={view} stores={stores} suppliers={suppliers} />
      <Card
        title={view.show === 'all' ? 'Items' : 'Orders'}
        note={countOf(total, view.show === 'all' ? 'item' : 'order')}
      >
        <div className="stack">
          <div className="row">
            {total === 0 ? null : (
              <a className="button" href={purchaseOrderAddress(view)} download="purchase-order.csv">
                <Icon name="download" />
                Download as purchase order
              </a>
            )}
            <ButtonLink to="/replenishment/supply" look="quiet">
              Terms and goods on their way
            </ButtonLink>
          </div>
          {proposals.length === 0 ? (
            <NothingToOrder view={view} hasForecast={asOf !== null} hasStock={page.hasStock} />
          ) : (
            <ProposalTable proposals={proposals} currency={currency} />
          )}
        </div>
        <Pagination
          label="Pages of orders"
          summary={`${formatCount(proposals.length)} of ${formatCount(total)} on this page`}
          firstHref={
            view.cursor === undefined ? undefined : replenishmentAddress({ ...view, cursor: undefined })
          }
          nextHref={nextCursor === null ? undefined : replenishmentAddress({ ...view, cursor: nextCursor })}
        />
      </Card>
    </div>
  )
}
