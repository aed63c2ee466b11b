import type { ColumnNeed, FieldDescriptions } from '../field-description.ts'

const longestAddress = 2_000

/** The columns of a file of products, one row a product as it is sold. */
export const productFields = {
  groupId: {
    label: 'What its sizes and colours share (handle)',
    required: false,
    form: 'text',
    words: 'handle parentsku parentid parent productgroupid itemgroupid stylecode styleno',
  },
  productId: {
    label: 'Product number (SKU)',
    required: false,
    form: 'text',
    words: `sku variantsku productsku productid stockcode itemid itemcode productcode articleno articlenumber
      productno id barcode ean gtin artikelnummer reference referencia codicearticolo`,
  },
  productName: {
    label: 'Name',
    required: false,
    form: 'text',
    words: `title productname name producttitle itemname product item description articlename bezeichnung artikel
      artikelname nom produit nombre producto nome prodotto naam`,
  },
  category: {
    label: 'Category',
    required: false,
    form: 'text',
    words: `productcategory category categories producttype type itemcategory department productgroup kategorie
      warengruppe categorie categoria`,
  },
  brand: {
    label: 'Brand',
    required: false,
    form: 'text',
    words: 'brand vendor manufacturer marke hersteller marque marca merk',
  },
  price: {
    label: 'Price',
    required: false,
    form: 'decimal',
    words: `variantprice price regularprice sellingprice saleprice unitprice listprice rrp preis verkaufspreis prix
      precio prezzo prijs`,
  },
  currency: {
    label: 'Currency',
    required: false,
    form: 'currency',
    words: 'currency currencycode waehrung wahrung devise moneda valuta',
  },
  isListed: {
    label: 'For sale (yes or no)',
    required: false,
    form: 'yes-no',
    words: 'status published islisted listed active enabled visible instore aktiv actif activo attivo',
  },
  url: {
    label: 'Web address',
    required: false,
    form: 'text',
    words: 'url link producturl permalink webaddress',
    longestText: longestAddress,
  },
  imageUrl: {
    label: 'Address of the picture',
    required: false,
    form: 'text',
    words: 'imageurl imagesrc imagelink image picture variantimage bild photo imagen immagine afbeelding',
    longestText: longestAddress,
  },
  updatedAt: {
    label: 'Date these details are of',
    required: false,
    form: 'moment',
    words: 'updatedat lastupdated modifiedat lastmodified datemodified dateupdated changedat geandertam',
  },
} as const satisfies FieldDescriptions

export const productNeeds: readonly ColumnNeed[] = [
  {
    anyOf: [['productId'], ['productName']],
    field: 'productId',
    detail: 'A product number or a name is needed',
  },
]
