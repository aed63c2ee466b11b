import type { ColumnNeed, FieldDescriptions } from '../field-description.ts'
import { orderFields } from '../orders/fields.ts'

/**
 * The columns of a file of order lines, which says neither when the order was nor whose. The words are those of the line
 * tables of WooCommerce, Magento and BigCommerce, and what ERP systems write.
 */
export const orderLineFields = {
  orderId: {
    ...orderFields.orderId,
    longestText: 200,
    words: `${orderFields.orderId.words} incrementid orderincrementid salesorder salesorderno salesordernumber
      salesdocument parentorderid parentid auftragsnummer auftrag commande`,
  },
  productId: {
    ...orderFields.productId,
    words: `${orderFields.productId.words} itemno itemnumber material materialnumber partno partnumber variantsku
      variationid`,
  },
  sku: orderFields.sku,
  productName: {
    ...orderFields.productName,
    words: `${orderFields.productName.words} orderitemname itemdescription linedescription materialdescription name
      bezeichnung`,
  },
  category: orderFields.category,
  quantity: {
    ...orderFields.quantity,
    words: `${orderFields.quantity.words} productqty productquantity qtyordered quantityordered orderedqty
      orderquantity orderqty qtyinvoiced`,
  },
  unitPrice: {
    ...orderFields.unitPrice,
    words: `${orderFields.unitPrice.words} productunitprice baseprice netprice unitcost`,
  },
  lineAmount: {
    ...orderFields.lineAmount,
    words: `${orderFields.lineAmount.words} rowtotal producttotalprice productnetrevenue productgrossrevenue
      extendedprice netamount netvalue lineamountexclvat total positionswert`,
  },
} as const satisfies FieldDescriptions

export const orderLineNeeds: readonly ColumnNeed[] = [
  {
    anyOf: [['lineAmount'], ['unitPrice', 'quantity']],
    field: 'lineAmount',
    detail: 'Either this or both price and quantity are needed',
  },
]
