import type { ImportKind } from '#shared/contracts/imports.ts'

interface KindWords {
  readonly label: string
  readonly found: string
  readonly seenAt: { readonly to: string; readonly name: string }
  /** What is to be known about such files beforehand. */
  readonly note?: string
}

const customers = { to: '/customers', name: 'See customers' }
const products = { to: '/products', name: 'See products' }
const forecasts = { to: '/forecasts', name: 'See forecasts' }

/** What the kinds of files are called, what is found in them, and where it can be seen afterwards. */
export const kindWords: Record<ImportKind, KindWords> = {
  orders: { label: 'Orders, with or without their lines', found: 'Orders', seenAt: customers },
  order_lines: { label: 'Lines of orders that another file tells of', found: 'Orders', seenAt: customers },
  customers: { label: 'Customers', found: 'Customers', seenAt: customers },
  products: { label: 'Products', found: 'Products', seenAt: products },
  sales: {
    label: 'Sales history: units by day and item',
    found: 'Days',
    seenAt: forecasts,
    note: `For what was sold where no till or shop is connected: totals, not orders. Forecasts learn from them on days and
      in stores without orders of their own; they are in no revenue, no number of orders and no customer. A later file that
      tells of the same item, day, store and channel replaces what an earlier one said.`,
  },
  inventory: { label: 'Stock levels', found: 'Items', seenAt: products },
  loyalty: { label: 'Loyalty cards', found: 'Cards', seenAt: customers },
}
