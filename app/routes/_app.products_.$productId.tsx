import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { RecommendationList } from '#shared/contracts/recommendations.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Card } from '../components/card.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { RecommendedList } from '../predictions/recommended-list.tsx'

const shown = 10

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.productId ?? 'Product'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const productId = args.params.productId ?? ''
  const api = await apiClient(args)
  const [related, similar] = await Promise.all([
    api.listRelatedProducts(productId, { limit: shown }),
    api.listSimilarProducts(productId, { limit: shown }),
  ])
  return {
    productId,
    related: expectSuccess(related, args.request),
    similar: expectSuccess(similar, args.request),
  }
}

export default function ProductPage() {
  const { productId, related, similar } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <PageHeader title={`Beside product ${productId}`} lead="What to offer with it, and what in its place" />
      <div className="split">
        <Offers title="Goes with it" list={related} />
        <Offers title="Like it" list={similar} />
      </div>
    </div>
  )
}

function Offers({ title, list }: { title: string; list: RecommendationList }) {
  const by = list.modelVersion === null ? 'by what sells best' : `by ${list.modelVersion}`
  return (
    <Card title={title} note={by}>
      {list.recommendations.length === 0 ? (
        <EmptyState title="Nothing to offer yet" icon="products">
          It takes orders that say which products were bought.
        </EmptyState>
      ) : (
        <RecommendedList recommendations={list.recommendations} />
      )}
    </Card>
  )
}
