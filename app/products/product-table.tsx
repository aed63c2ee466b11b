import { Link } from '@remix-run/react'
import type { ProductView } from '#shared/contracts/products.ts'
import { Badge } from '../components/badge.tsx'
import { type Column, Table } from '../components/table.tsx'
import { formatDate } from '../format/format-moment.ts'
import { formatMoney } from '../format/format-money.ts'
import { countOf, formatQuantity } from '../format/format-number.ts'
import { useTimeZone } from '../session/use-session.ts'
import { productAddress } from './product-address.ts'
import { levelText, priceRange, unitsInStock } from './product-figures.ts'

/** Products, one a row, each with its variants and their stock one click away. */
export function ProductTable({ products }: { products: ProductView[] }) {
  const timeZone = useTimeZone()
  const columns: Column<ProductView>[] = [
    { key: 'product', label: 'Product', cell: (product) => <ProductCell product={product} /> },
    { key: 'status', label: 'Status', cell: (product) => <ProductStatus product={product} /> },
    { key: 'source', label: 'Sold by', cell: (product) => product.source },
    {
      key: 'price',
      label: 'Price',
      isNumber: true,
      cell: (product) => priceRange(product.variants) ?? 'Not told',
    },
    {
      key: 'stock',
      label: 'In stock',
      isNumber: true,
      cell: (product) => {
        const units = unitsInStock(product.variants)
        return units === null ? 'Not told' : formatQuantity(units)
      },
    },
    {
      key: 'described',
      label: 'As of',
      isNumber: true,
      cell: (product) => formatDate(product.describedAt, timeZone),
    },
  ]
  return (
    <Table
      caption="Products by name"
      columns={columns}
      rows={products}
      rowKey={(product) => `${product.source} ${product.productId}`}
    />
  )
}

function ProductStatus({ product }: { product: ProductView }) {
  if (product.isDeleted) return <Badge tone="bad">Deleted</Badge>
  return product.isListed ? <Badge tone="good">On sale</Badge> : <Badge>Not listed</Badge>
}

function ProductCell({ product }: { product: ProductView }) {
  const kind = [product.category, product.brand].filter((word) => word !== null && word !== '').join(' · ')
  return (
    <details>
      <summary className="order-summary">
        {product.name ?? product.productId}{' '}
        <span className="quiet small">{countOf(product.variants.length, 'variant')}</span>
      </summary>
      {kind === '' ? null : <p className="cell-note">{kind}</p>}
      <p className="cell-note">
        <Link to={productAddress(product.productId)}>What goes with it, and what is like it</Link>
      </p>
      {product.variants.length === 0 ? (
        <p className="cell-note">No variants are known.</p>
      ) : (
        <ul className="order-lines">
          {product.variants.map((variant) => (
            <li key={variant.variantId}>
              <span>
                {variant.name ?? variant.variantId}
                {variant.sku === null ? null : <span className="cell-note">{variant.sku}</span>}
                {variant.stock.length === 0 ? null : (
                  <span className="cell-note">In stock: {variant.stock.map(levelText).join(', ')}</span>
                )}
              </span>
              <span>{variant.price === null ? null : formatMoney(variant.price)}</span>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
