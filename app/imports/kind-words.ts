import type { ImportKind } from '#shared/contracts/imports.ts'

interface KindWords {
  readonly label: string
  readonly found: string
  readonly seenAt: { readonly to: string; readonly name: string }
}

const customers = { to: '/customers', name: 'See customers' }
const products = { to: '/products', name: 'See products' }

/** What the kinds of files are called, what is found in them, and where it can be seen afterwards. */
export const kindWords: Record<ImportKind, KindWords> = {
  orders: { label: 'Orders, with or without their lines', found: 'Orders', seenAt: customers },
  order_lines: { label: 'Lines of orders that another file tells of', found: 'Orders', seenAt: customers },
  customers: { label: 'Customers', found: 'Customers', seenAt: customers },
  products: { label: 'Products', found: 'Products', seenAt: products },
  inventory: { label: 'Stock levels', found: 'Items', seenAt: products },
  loyalty: { label: 'Loyalty cards', found: 'Cards', seenAt: customers },
}
