import { expect, it } from 'vitest'
import { guessKind } from '#shared/imports/guess-kind.ts'

it.each([
  ['orders', 'Order No,Ordered,SKU,Product,Qty,Price,E-mail,First name,Last name'],
  ['orders', 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'],
  ['orders', 'Beleg;Datum;Betrag'],
  ['orders', 'a,b'],
  ['orders', 'Order No,Date,Email,Grand Total'],
  ['orders', 'increment_id,created_at,customer_email,grand_total,tax_amount,shipping_amount,discount_amount'],
  ['order_lines', 'order_item_id,order_item_name,order_id,product_id,product_qty,product_net_revenue'],
  ['order_lines', 'item_id,order_id,product_id,sku,name,qty_ordered,price,row_total'],
  ['order_lines', 'Order ID,Product ID,Product Name,Product SKU,Product Qty,Product Unit Price'],
  ['order_lines', 'Document No.,Line No.,No.,Description,Quantity,Unit Price,Line Amount'],
  ['order_lines', 'Auftragsnummer;Artikelnummer;Bezeichnung;Menge;Einzelpreis'],
  ['customers', 'Email,First Name,Last Name'],
  ['customers', 'Kundennummer,Vorname,Nachname,E-Mail,Telefon,Straße,PLZ,Ort,Newsletter'],
  ['customers', 'Prénom,Nom de famille,Courriel,Téléphone,Ville,Date de naissance'],
  ['products', 'sku,name,price,quantity,category'],
  ['products', 'ID,Type,SKU,Name,Published,Regular price,Categories,Images,Stock'],
  ['products', 'Artikelnummer,Bezeichnung,Preis,Warengruppe,Hersteller'],
  ['inventory', 'Handle,Title,SKU,HS Code,COO,Location,Incoming,Unavailable,Committed,Available,On hand'],
  ['inventory', 'sku,quantity'],
  ['inventory', 'Artikelnummer,Lager,Bestand'],
  ['inventory', 'sku,location,quantity,updated at'],
  ['sales', 'date,sku,units'],
  ['sales', 'Date,Store,SKU,Quantity'],
  ['sales', 'day,product_title,variant_sku,net_quantity,net_sales'],
  ['sales', 'date,store,item,sales'],
  ['sales', 'Datum;Filiale;Artikelnummer;Bezeichnung;Menge;Umsatz'],
  ['orders', 'Date,Receipt no,SKU,Quantity,Price'],
  ['loyalty', 'Card number,Points'],
  ['loyalty', 'Kartennummer,Punkte,Stufe,E-Mail,Vorname,Nachname'],
])('takes a file for %s by its headings: %s', (kind, headings) => {
  expect(guessKind(headings.split(/[,;]/))).toBe(kind)
})
