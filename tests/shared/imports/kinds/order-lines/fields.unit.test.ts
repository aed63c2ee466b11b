import { expect, it } from 'vitest'
import { guessColumns } from '#shared/imports/guess-columns.ts'
import { missingColumns } from '#shared/imports/missing-columns.ts'

it.each([
  [
    'the items of WooCommerce orders',
    'order_item_id,order_id,product_id,variation_id,order_item_name,product_qty,product_net_revenue',
    {
      orderId: 'order_id',
      productId: 'product_id',
      productName: 'order_item_name',
      quantity: 'product_qty',
      lineAmount: 'product_net_revenue',
    },
  ],
  [
    'the table sales_order_item of Magento',
    'item_id,order_id,parent_item_id,product_id,sku,name,weight,qty_ordered,price,base_price,tax_amount,row_total',
    {
      orderId: 'order_id',
      productId: 'product_id',
      sku: 'sku',
      productName: 'name',
      quantity: 'qty_ordered',
      unitPrice: 'price',
      lineAmount: 'row_total',
    },
  ],
  [
    'the products of BigCommerce orders',
    'Order ID,Product ID,Product Name,Product SKU,Product Qty,Product Unit Price,Product Total Price',
    {
      orderId: 'Order ID',
      productId: 'Product ID',
      sku: 'Product SKU',
      productName: 'Product Name',
      quantity: 'Product Qty',
      unitPrice: 'Product Unit Price',
      lineAmount: 'Product Total Price',
    },
  ],
  [
    'an SKU that is the only number of the product, and the number of a row',
    'item_id,order_id,sku,name,qty_ordered,row_total',
    {
      orderId: 'order_id',
      productId: 'sku',
      productName: 'name',
      quantity: 'qty_ordered',
      lineAmount: 'row_total',
    },
  ],
  [
    'the lines of an ERP',
    'Document No.;Line No.;Item No.;Description;Quantity;Unit Price;Line Amount',
    {
      orderId: 'Document No.',
      productId: 'Item No.',
      productName: 'Description',
      quantity: 'Quantity',
      unitPrice: 'Unit Price',
      lineAmount: 'Line Amount',
    },
  ],
  [
    'German headings',
    'Auftragsnummer;Artikelnummer;Bezeichnung;Menge;Einzelpreis',
    {
      orderId: 'Auftragsnummer',
      productId: 'Artikelnummer',
      productName: 'Bezeichnung',
      quantity: 'Menge',
      unitPrice: 'Einzelpreis',
    },
  ],
])('knows %s by their headings', (_, headings, expected) => {
  const columns = guessColumns('order_lines', headings.split(/[,;]/))
  expect(columns).toEqual(expected)
  expect(missingColumns('order_lines', columns)).toEqual([])
})

it('needs the order number, and an amount or a price and a quantity', () => {
  const missing = (headings: string) =>
    missingColumns('order_lines', guessColumns('order_lines', headings.split(','))).map(({ field }) => field)
  expect(missing('sku,price')).toEqual(['orderId', 'lineAmount'])
  expect(missing('order_id,sku,qty')).toEqual(['lineAmount'])
  expect(missing('order_id,row_total')).toEqual([])
})
