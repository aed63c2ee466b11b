import type { ColumnNeed, FieldDescriptions } from '../field-description.ts'

/** The columns of a file of what was sold in all, one row an item on a day in a place. */
export const salesFields = {
  soldOn: {
    label: 'Day of the sales',
    required: true,
    form: 'day',
    words: `salesdate saledate solddate soldon dateofsale businessdate salesday day date transactiondate invoicedate
      orderdate calendardate reportdate period verkaufsdatum verkaufstag tag datum datevente jour fecha fechaventa
      datavendita giorno data verkoopdatum dag`,
  },
  productId: {
    label: 'Product number (SKU)',
    required: false,
    form: 'text',
    words: `sku variantsku productvariantsku productsku itemsku productid itemid stockcode itemcode productcode
      articleno articlenumber productno skuid barcode ean gtin artikelnummer reference referencia codicearticolo`,
  },
  productName: {
    label: 'Product name',
    required: false,
    form: 'text',
    words: `producttitle productname itemname itemdescription productdescription product item description articlename
      title name bezeichnung artikel produit producto prodotto`,
  },
  category: {
    label: 'Product category',
    required: false,
    form: 'text',
    words: `category productcategory itemcategory producttype itemtype department productgroup family kategorie
      warengruppe categorie categoria`,
  },
  storeId: {
    label: 'Store (number or name)',
    required: false,
    form: 'text',
    words: `storeid storecode storeno storenumber store storenbr poslocationid poslocationname locationid locationcode
      location branch branchid outlet outletid shopid shop storename locationname branchname outletname filiale
      magasin boutique tienda negozio winkel`,
  },
  channel: {
    label: 'Channel',
    required: false,
    form: 'text',
    words: 'channel saleschannel orderchannel channelname kanal verkaufskanal canal canale kanaal',
  },
  units: {
    label: 'Units sold',
    required: true,
    form: 'decimal',
    words: `unitssold unitsales soldunits quantitysold soldquantity itemssold soldqty qtysold grossquantity
      quantityordered orderedquantity orderedunits orderedqty units quantity qty netquantity netitemssold netunits
      pieces demand absatz verkauftemenge verkauft menge stueck stuck anzahl quantitevendue quantite unidades
      unidadesvendidas cantidad quantitavenduta quantita aantal verkochtaantal sales`,
  },
  returnedUnits: {
    label: 'Units given back',
    required: false,
    form: 'decimal',
    words: `returnedunits unitsreturned returnedquantity quantityreturned returneditemquantity returnedqty qtyreturned
      returneditems itemsreturned refundedunits refundedquantity quantityrefunded returns retouren retourenmenge
      rueckgaben retours devoluciones resi`,
  },
  revenue: {
    label: 'Amount of the sales',
    required: false,
    form: 'decimal',
    words: `revenue salesamount salesvalue grosssales totalsales netsales salesrevenue netrevenue grossrevenue turnover
      totalamount totalrevenue totalprice amount sales value total umsatz erloes betrag chiffredaffaires ca montant
      ventas ingresos importe fatturato ricavi importo omzet bedrag`,
  },
  unitPrice: {
    label: 'Price of one unit',
    required: false,
    form: 'decimal',
    words: `unitprice price priceperunit sellprice sellingprice saleprice averageprice preis einzelpreis
      verkaufspreis prixunitaire prix preciounitario precio prezzo prijs`,
  },
} as const satisfies FieldDescriptions

export const salesNeeds: readonly ColumnNeed[] = [
  {
    anyOf: [['productId'], ['productName']],
    field: 'productId',
    detail: 'A product number or a name is needed',
  },
]
