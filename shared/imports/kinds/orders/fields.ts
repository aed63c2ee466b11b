import type { ColumnNeed, FieldDescriptions } from '../field-description.ts'
import { personFields } from '../person-fields.ts'

/**
 * The columns of a file of orders, one row a line or one row an order. The words are those of the exports of Shopify, WooCommerce and its
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
    label: 'Product number',
    required: false,
    form: 'text',
    words: `productid sku lineitemsku itemsku productsku stockcode itemid itemcode productcode articleno
      articlenumber productno barcode ean artikelnummer reference referencia codicearticolo`,
  },
  // After the product number: where a SKU is the only number of a product, it is that.
  sku: {
    label: 'SKU',
    required: false,
    form: 'text',
    words: 'sku lineitemsku itemsku productsku variantsku',
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
  orderTotal: {
    label: 'Total of the order',
    required: false,
    form: 'decimal',
    words: `ordertotal ordertotalinctax ordertotalamount grandtotal grandtotalpurchased grandtotalbase basegrandtotal
      totalpaid ordervalue orderamount invoicetotal invoiceamount gesamtbetrag gesamtsumme totalcommande`,
    wordsOfHeads: `total totalamount totalsales amount sales netsales revenue betrag summe montant totalttc importe
      importo totale bedrag totaal`,
  },
  taxAmount: {
    label: 'Tax of the order',
    required: false,
    form: 'decimal',
    words: 'ordertax ordertaxamount ordertotaltax totaltax',
    wordsOfHeads: 'taxamount taxes taxtotal tax vat vatamount mwst tva iva btw',
  },
  shippingAmount: {
    label: 'Shipping of the order',
    required: false,
    form: 'decimal',
    words: 'ordershipping ordershippingamount shippingtotal shippingamount shippingcost shippingcostinctax',
    wordsOfHeads:
      'shipping shippingandhandling versand versandkosten livraison envio spedizione verzendkosten',
  },
  discountAmount: {
    label: 'Discount of the order',
    required: false,
    form: 'decimal',
    words: 'orderdiscount cartdiscount cartdiscountamount ordertotaldiscount totaldiscount',
    wordsOfHeads:
      'discountamount discounttotal discount coupondiscount rabatt remise descuento sconto korting',
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
    anyOf: [['lineAmount'], ['unitPrice', 'quantity'], ['orderTotal']],
    field: 'lineAmount',
    detail: 'This is needed, or both price and quantity, or the total of the order',
  },
]
