const money = 'shopMoney { amount currencyCode }'
const address = `{ firstName lastName address1 address2 city zip province country countryCodeV2 }`

const orderLines = `
  pageInfo { hasNextPage endCursor }
  nodes {
    id title sku vendor quantity
    product { id }
    variant { id }
    originalUnitPriceSet { ${money} }
    discountAllocations { allocatedAmountSet { ${money} } }
  }`

/** Orders in the order in which they last changed. */
export const ordersQuery = `
query Orders($first: Int!, $after: String, $query: String) {
  page: orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id name email phone createdAt updatedAt processedAt cancelledAt cancelReason
      currencyCode presentmentCurrencyCode sourceName test tags customerAcceptsMarketing discountCodes
      displayFinancialStatus displayFulfillmentStatus
      customAttributes { key value }
      retailLocation { id }
      totalPriceSet { ${money} }
      currentTotalPriceSet { ${money} }
      totalTaxSet { ${money} }
      totalDiscountsSet { ${money} }
      totalShippingPriceSet { ${money} }
      billingAddress ${address}
      customer {
        id firstName lastName
        defaultEmailAddress { emailAddress }
        defaultPhoneNumber { phoneNumber }
        defaultAddress ${address}
      }
      transactions(first: 20) { kind status processedAt }
      fulfillments(first: 20) { status createdAt }
      refunds(first: 50) {
        id createdAt
        transactions(first: 10) { nodes { kind status amountSet { ${money} } } }
      }
      lineItems(first: 25) {${orderLines}
      }
    }
  }
}`

/** The rest of the lines of a long order. */
export const orderLinesQuery = `
query OrderLines($id: ID!, $after: String) {
  order(id: $id) { lineItems(first: 250, after: $after) {${orderLines} } }
}`

/** Customers in the order in which they last changed, with what they allow. */
export const customersQuery = `
query Customers($first: Int!, $after: String, $query: String) {
  page: customers(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id firstName lastName createdAt updatedAt
      defaultEmailAddress { emailAddress marketingState marketingUpdatedAt }
      defaultPhoneNumber { phoneNumber marketingState marketingUpdatedAt }
      defaultAddress ${address}
    }
  }
}`

/** Products in the order in which they last changed. */
export const productsQuery = `
query Products($first: Int!, $after: String, $query: String) {
  page: products(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id title vendor productType handle status updatedAt
      featuredMedia { preview { image { url } } }
      variants(first: 100) {
        pageInfo { hasNextPage }
        nodes { id title sku price inventoryItem { id } }
      }
    }
  }
}`

/** All locations, the closed ones too. They cannot be searched by the moment they changed, and are few. */
export const locationsQuery = `
query Locations($first: Int!, $after: String) {
  page: locations(first: $first, after: $after, includeInactive: true) {
    pageInfo { hasNextPage endCursor }
    nodes { id name isActive createdAt updatedAt address { city countryCode } }
  }
}`

/** What one location has of everything it keeps. */
export const inventoryLevelsQuery = `
query InventoryLevels($location: String, $first: Int!, $after: String, $query: String) {
  locations(first: 1, after: $location) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id
      inventoryLevels(first: $first, after: $after, query: $query) {
        pageInfo { hasNextPage endCursor }
        nodes { updatedAt item { id } quantities(names: ["available"]) { name quantity } }
      }
    }
  }
}`
