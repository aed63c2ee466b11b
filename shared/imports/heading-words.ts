import type { ImportField } from '../contracts/imports.ts'

const wordLists: Readonly<Record<ImportField, string>> = {
  orderId: `
    orderid ordernumber orderno order invoiceno invoice invoiceid invoicenumber receiptno receiptnumber
    receiptid billno billnumber billid transactionid transactionno orderref orderreference documentno
    bestellnummer rechnungsnummer`,
  orderedAt: `
    orderedat orderdate invoicedate createdat datecreated orderdatetime placedat purchasedate purchasedat
    transactiondate billdate receiptdate paidat datetime timestamp date bestelldatum rechnungsdatum datum`,
  productId: `
    sku lineitemsku itemsku productsku productid stockcode itemid itemcode productcode articleno
    articlenumber productno barcode ean artikelnummer`,
  productName: `
    lineitemname productname itemname product item description productdescription articlename
    producttitle artikel`,
  category: 'category productcategory itemcategory producttype department productgroup kategorie',
  quantity: 'quantity lineitemquantity itemquantity qty quantityrefund units unitssold pieces menge',
  unitPrice: `
    unitprice lineitemprice itemcost itemprice price priceperunit pricepc productprice sellingprice preis
    einzelpreis`,
  lineAmount: `
    lineamount linetotal itemtotal orderlinetotal orderlinesubtotal linesubtotal lineprice netsales
    linevalue amount sales betrag`,
  currency: 'currency currencycode ordercurrency waehrung',
  customerId: `
    customerid customernumber customerno customeruserid custid userid clientid memberid kundennummer`,
  email: 'email emailaddress customeremail billingemail emailbilling contactemail',
  phone: `
    phone phonenumber customerphone billingphone phonebilling mobile mobilenumber telephone contactnumber
    shippingphone telefon`,
  loyaltyId: 'loyaltyid loyaltycard loyaltynumber loyaltycardno cardnumber membershipid membershipno',
  firstName: 'firstname billingfirstname firstnamebilling customerfirstname givenname vorname',
  lastName: 'lastname billinglastname lastnamebilling customerlastname surname familyname nachname',
  fullName: 'fullname customername billingname fullnamebilling customer name',
  city: 'city billingcity citybilling customercity town shippingcity ort stadt',
  country: `
    country countrycode billingcountry countrycodebilling countrybilling customercountry shippingcountry
    land`,
  channel: 'channel saleschannel orderchannel source createdvia storetype',
}

/**
 * Headings by which files name each field, best first; written as {@link plainHeading} leaves them. Gathered from the
 * order exports of Shopify, WooCommerce and its export plug-ins, Online Retail, and what tills write.
 */
export function headingWords(field: ImportField): string[] {
  return wordLists[field].trim().split(/\s+/)
}

/** A heading in lower case, letters and digits alone: "Lineitem quantity" is `lineitemquantity`. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
