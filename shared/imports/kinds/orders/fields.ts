import type { ColumnNeed, FieldDescriptions } from '../field-description.ts'
import { personFields } from '../person-fields.ts'

/**
 * The columns of a file of orders, one row a line. The words are those of the exports of Shopify, WooCommerce and its
 * plug-ins, Online Retail, and what tills write.
 */
export const orderFields = {
  orderId: {
    label: 'Order or invoice number',
    required: true,
    form: 'text',
    words: `orderid ordernumber orderno order invoiceno invoice invoiceid invoicenumber receiptno receiptnumber
      receiptid billno billnumber billid transactionid transactionno orderref orderreference documentno
      bestellnummer rechnungsnummer numerocommande numerofacture numeropedido numeroordine bestelnummer`,
  },
  orderedAt: {
    label: 'Date and time of the order',
    required: true,
    form: 'moment',
    words: `orderedat orderdate invoicedate createdat datecreated orderdatetime placedat purchasedate purchasedat
      transactiondate billdate receiptdate paidat datetime timestamp date bestelldatum rechnungsdatum datum
      datecommande datefacture fecha data`,
  },
  productId: {
    label: 'Product number (SKU)',
    required: false,
    form: 'text',
    words: `sku lineitemsku itemsku productsku productid stockcode itemid itemcode productcode articleno
      articlenumber productno barcode ean artikelnummer reference referencia codicearticolo`,
  },
  productName: {
    label: 'Product name',
    required: false,
    form: 'text',
    words: `lineitemname productname itemname product item description productdescription articlename
      producttitle artikel produit producto prodotto`,
  },
  category: {
    label: 'Product category',
    required: false,
    form: 'text',
    words: `category productcategory itemcategory producttype department productgroup kategorie categorie
      categoria`,
  },
  quantity: {
    label: 'Quantity',
    required: false,
    form: 'decimal',
    words: `quantity lineitemquantity itemquantity qty quantityrefund units unitssold pieces menge anzahl quantite
      cantidad quantita aantal`,
  },
  unitPrice: {
    label: 'Price of one unit',
    required: false,
    form: 'decimal',
    words: `unitprice lineitemprice itemcost itemprice price priceperunit pricepc productprice sellingprice preis
      einzelpreis prixunitaire prix preciounitario precio prezzo prijs`,
  },
  lineAmount: {
    label: 'Amount of the line',
    required: false,
    form: 'decimal',
    words: `lineamount linetotal itemtotal orderlinetotal orderlinesubtotal linesubtotal lineprice netsales
      linevalue amount sales betrag montant importe importo bedrag`,
  },
  currency: {
    label: 'Currency',
    required: false,
    form: 'currency',
    words: 'currency currencycode ordercurrency waehrung wahrung devise moneda valuta',
  },
  ...personFields,
  channel: {
    label: 'Channel',
    required: false,
    form: 'text',
    words: 'channel saleschannel orderchannel source createdvia storetype kanal canal canale kanaal',
  },
} as const satisfies FieldDescriptions

export const orderNeeds: readonly ColumnNeed[] = [
  {
    anyOf: [['lineAmount'], ['unitPrice', 'quantity']],
    field: 'lineAmount',
    detail: 'Either this or both price and quantity are needed',
  },
]
