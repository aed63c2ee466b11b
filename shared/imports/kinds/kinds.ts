import type { ImportKind } from '../../contracts/imports.ts'
import { customersKind } from './customers/customers.ts'
import type { ImportKindWork } from './import-kind.ts'
import { inventoryKind } from './inventory/inventory.ts'
import { loyaltyKind } from './loyalty/loyalty.ts'
import { orderLinesKind } from './order-lines/order-lines.ts'
import { ordersKind } from './orders/orders.ts'
import { productsKind } from './products/products.ts'
import { salesKind } from './sales/sales.ts'

/** What each kind of file does with its rows. */
export const importKindWork: Readonly<Record<ImportKind, ImportKindWork>> = {
  orders: ordersKind,
  order_lines: orderLinesKind,
  customers: customersKind,
  sales: salesKind,
  products: productsKind,
  inventory: inventoryKind,
  loyalty: loyaltyKind,
}
