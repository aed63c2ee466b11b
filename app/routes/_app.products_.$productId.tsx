import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import type { ProductView } from '#shared/contracts/products.ts'
import type { RecommendationList } from '#shared/contracts/recommendations.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { Card } from '../components/card.tsx'
import { Facts } from '../components/facts.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { EmptyState } from '../components/states.tsx'
import { WhereItIs } from '../connections/where-it-is.tsx'
import { formatQuantity } from '../format/format-number.ts'
import { RecommendedList } from '../predictions/recommended-list.tsx'
import { priceRange, unitsInStock } from '../products/product-figures.ts'

const shown = 10

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.product?.name ?? data?.productId ?? 'Product'} · Patron` },
]

export async function loader(args: LoaderFunctionArgs) {
  const productId = args.params.productId ?? ''
  const api = await apiClient(args)
  const [related, similar, described] = await Promise.all([
    api.listRelatedProducts(productId, { limit: shown }),
    api.listSimilarProducts(productId, { limit: shown }),
    api.listProducts({ productId, deleted: 'with', limit: 1 }),
  ])
  return {
    productId,
    // Not everybody may look at the catalogue, and not every product that was bought is in it.
    product: described.ok ? (described.value.products[0] ?? null) : null,
    related: expectSuccess(related, args.request),
    similar: expectSuccess(similar, args.request),
  }
}

export default function ProductPage() {
  const { productId, product, related, similar } = useLoaderData<typeof loader>()
  return (
    <div className="stack">
      <WhereItIs trail={[{ to: '/products', label: 'All products' }]} />
      <PageHeader
        title={product?.name ?? `Product ${productId}`}
        lead="What to offer with it, and what in its place"
      />
      {product === null ? null : <ProductFacts product={product} />}
      <div className="halves">
        <Offers title="Goes with it" list={related} />
        <Offers title="Like it" list={similar} />
      </div>
    </div>
  )
}

/** What the catalogue says of it, as far as it says anything. */
function ProductFacts({ product }: { product: ProductView }) {
  const { category, brand, variants, isListed, isDeleted } = product
  const units = unitsInStock(variants)
  const facts = [
    { name: 'Price', value: priceRange(variants) },
    { name: 'In stock', value: units === null ? null : formatQuantity(units) },
    { name: 'Category', value: category },
    { name: 'Brand', value: brand },
    { name: 'SKU', value: variants.flatMap(({ sku }) => sku ?? []).join(', ') || null },
    { name: 'Status', value: isDeleted ? 'Deleted' : isListed ? 'On sale' : 'Not listed' },
  ]
  return <Facts facts={facts.flatMap(({ name, value }) => (value === null ? [] : [{ name, value }]))} />
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
