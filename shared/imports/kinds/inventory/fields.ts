import type { FieldDescriptions } from '../field-description.ts'

/** The columns of a file of stock levels, one row an item at a place. */
export const inventoryFields = {
  stockItemId: {
    label: 'Product number (SKU)',
    required: true,
    form: 'text',
    words: `sku variantsku productsku stockitemid stockcode itemid itemcode productid productcode articleno
      articlenumber productno barcode ean artikelnummer reference referencia codicearticolo`,
  },
  availableQuantity: {
    label: 'Units that can be sold',
    required: true,
    form: 'decimal',
    words: `available availablequantity quantityavailable onhand stockonhand quantityonhand stock stocklevel
      stockquantity inventoryquantity variantinventoryqty inventory quantity qty units instock bestand lagerbestand menge
      quantite disponible existencias cantidad giacenza voorraad`,
  },
  storeId: {
    label: 'Store or warehouse (number)',
    required: false,
    form: 'text',
    words: `storeid locationid warehouseid storecode locationcode warehousecode store location warehouse branch
      filiale lager magasin entrepot tienda almacen negozio magazzino winkel magazijn`,
  },
  storeName: {
    label: 'Name of the store',
    required: false,
    form: 'text',
    words: 'storename locationname warehousename branchname',
  },
  countedAt: {
    label: 'When it was counted',
    required: false,
    form: 'moment',
    words: `countedat countdate inventorydate stockdate asof updatedat lastupdated lastcounted datetime timestamp
      date datum fecha data`,
  },
} as const satisfies FieldDescriptions
