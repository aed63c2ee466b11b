import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { VendorCall } from '#shared/sources/backfill.ts'

/** A shop's records as its webhooks write them, each in the order in which it last changed. */
export interface FakeShop {
  readonly orders?: readonly WebhookBody[]
  readonly customers?: readonly WebhookBody[]
  readonly products?: readonly WebhookBody[]
  readonly locations?: readonly WebhookBody[]
  readonly levels?: readonly WebhookBody[]
}
// biome-ignore lint/suspicious/noExplicitAny: recorded bodies, read as the vendor's documentation has them
export type WebhookBody = Record<string, any>

/** What was asked, and how the next questions are answered instead. */
export interface FakeAdminApi {
  readonly url: string
  readonly call: VendorCall
  readonly asked: { operation: string; variables: Record<string, unknown>; token: string | undefined }[]
  /** Answers for the next questions, before the shop's own. */
  readonly instead: { status: number; headers?: Record<string, string>; body: unknown }[]
  /** A page of more costs too much. */
  maxPageSize: number
  close(): void
}

const token = 'shpat_fixture'
const gid = (type: string, id: unknown) => `gid://shopify/${type}/${id}`
const bag = (amount: unknown, currencyCode: unknown) => ({
  shopMoney: { amount: String(amount), currencyCode },
})
/** Webhooks write moments in the shop's zone, the Admin API in UTC without fractions. */
const utc = (moment: string | null | undefined) =>
  moment ? new Date(moment).toISOString().replace('.000Z', 'Z') : null

/** The Admin API of a shop on a loopback address, and a call that reaches it as the caller of a back-fill does. */
export async function startFakeAdminApi(shop: FakeShop): Promise<FakeAdminApi> {
  const asked: FakeAdminApi['asked'] = []
  const instead: FakeAdminApi['instead'] = []
  const server = createServer(async (request, response) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { query, variables = {} } = JSON.parse(Buffer.concat(chunks).toString())
    const operation = /query (\w+)/.exec(query)?.[1] ?? ''
    const sent = request.headers['x-shopify-access-token']
    asked.push({ operation, variables, token: Array.isArray(sent) ? sent[0] : sent })
    const other = instead.shift()
    const isHere = request.method === 'POST' && request.url === '/admin/api/2026-10/graphql.json'
    const { status, headers, body } =
      other ??
      (isHere ? answer(shop, operation, variables, api.maxPageSize) : { status: 404, body: 'not here' })
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const call: VendorCall = async ({ method, path, headers, body }) => {
    const response = await fetch(`${url}${path}`, {
      method,
      body,
      headers: { ...headers, 'x-shopify-access-token': token },
    })
    return { status: response.status, headers: new Map(response.headers), body: await response.text() }
  }
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  const api: FakeAdminApi = { url, call, asked, instead, maxPageSize: 250, close }
  return api
}

function answer(
  shop: FakeShop,
  operation: string,
  variables: WebhookBody,
  maxPageSize: number,
): { status: number; headers?: Record<string, string>; body: unknown } {
  if (variables.first > maxPageSize) {
    return refusal(
      'MAX_COST_EXCEEDED',
      'Query cost is 2013, which exceeds the single query max cost limit (1000).',
    )
  }
  const page = (records: readonly WebhookBody[] = [], toNode: (record: WebhookBody) => object) => {
    const since = /updated_at:>='(.*)'/.exec(variables.query ?? '')?.[1]
    const changed = records.filter(
      (record) => since === undefined || Date.parse(record.updated_at) >= Date.parse(since),
    )
    return { status: 200, body: { data: { page: connection(changed.map(toNode), variables) } } }
  }
  switch (operation) {
    case 'Orders':
      return page(shop.orders, orderNode)
    case 'OrderLines': {
      const order = shop.orders?.find(({ id }) => gid('Order', id) === variables.id)
      const nodes = (order?.line_items ?? []).map((line: WebhookBody) => lineNode(line, order?.currency))
      const lineItems = connection(nodes, { first: 2, after: variables.after })
      return { status: 200, body: { data: { order: order === undefined ? null : { lineItems } } } }
    }
    case 'Customers':
      return page(shop.customers, customerNode)
    case 'Products':
      return page(shop.products, productNode)
    case 'Locations':
      return page(shop.locations, locationNode)
    case 'InventoryLevels': {
      const locations = connection(shop.locations ?? [], { first: 1, after: variables.location })
      const nodes = locations.nodes.map(({ id }) => ({
        id: gid('Location', id),
        inventoryLevels: connection(
          (shop.levels ?? []).filter((level) => level.location_id === id).map(levelNode),
          variables,
        ),
      }))
      return { status: 200, body: { data: { locations: { ...locations, nodes } } } }
    }
    default:
      return refusal('undefinedField', `there is no ${operation}`)
  }
}

export function refusal(code: string, message: string, extensions?: object) {
  return { status: 200, body: { errors: [{ message, extensions: { code } }], extensions } }
}

function connection<Node>(nodes: readonly Node[], { first, after }: WebhookBody) {
  const from = after == null ? 0 : Number(String(after).slice('cursor-'.length))
  const to = Math.min(nodes.length, from + first)
  return {
    pageInfo: { hasNextPage: to < nodes.length, endCursor: to > from ? `cursor-${to}` : null },
    nodes: nodes.slice(from, to),
  }
}

const addressNode = (address: WebhookBody | null | undefined) =>
  address && {
    firstName: address.first_name,
    lastName: address.last_name,
    address1: address.address1,
    address2: address.address2,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    countryCodeV2: address.country_code,
  }

function lineNode(line: WebhookBody, currency: unknown) {
  return {
    id: gid('LineItem', line.id),
    title: line.title,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    product: line.product_id && { id: gid('Product', line.product_id) },
    variant: line.variant_id && { id: gid('ProductVariant', line.variant_id) },
    originalUnitPriceSet: bag(line.price, currency),
    discountAllocations: line.discount_allocations.map(({ amount }: WebhookBody) => ({
      allocatedAmountSet: bag(amount, currency),
    })),
  }
}

function orderNode(order: WebhookBody) {
  const { currency, customer } = order
  const fulfilment: Record<string, string> = { fulfilled: 'FULFILLED', partial: 'PARTIALLY_FULFILLED' }
  return {
    id: gid('Order', order.id),
    name: order.name,
    email: order.email,
    phone: order.phone,
    createdAt: utc(order.created_at),
    updatedAt: utc(order.updated_at),
    processedAt: utc(order.processed_at),
    cancelledAt: utc(order.cancelled_at),
    cancelReason: order.cancel_reason?.toUpperCase() ?? null,
    currencyCode: currency,
    presentmentCurrencyCode: order.presentment_currency,
    sourceName: order.source_name,
    test: order.test,
    tags: order.tags === '' ? [] : order.tags.split(', '),
    customerAcceptsMarketing: order.buyer_accepts_marketing,
    discountCodes: order.discount_codes.map(({ code }: WebhookBody) => code),
    displayFinancialStatus: order.financial_status.toUpperCase(),
    displayFulfillmentStatus: fulfilment[order.fulfillment_status] ?? 'UNFULFILLED',
    customAttributes: order.note_attributes.map(({ name, value }: WebhookBody) => ({ key: name, value })),
    retailLocation: order.location_id && { id: gid('Location', order.location_id) },
    totalPriceSet: bag(order.total_price, currency),
    currentTotalPriceSet: bag(order.current_total_price, currency),
    totalTaxSet: bag(order.total_tax, currency),
    totalDiscountsSet: bag(order.total_discounts, currency),
    totalShippingPriceSet: bag(order.total_shipping_price_set.shop_money.amount, currency),
    billingAddress: addressNode(order.billing_address),
    customer: customer && {
      id: gid('Customer', customer.id),
      firstName: customer.first_name,
      lastName: customer.last_name,
      defaultEmailAddress: customer.email && { emailAddress: customer.email },
      defaultPhoneNumber: customer.phone && { phoneNumber: customer.phone },
      defaultAddress: addressNode(customer.default_address),
    },
    // The parcel leaves in the second before the order says so; the payment is through as it says so.
    transactions: [
      { kind: 'AUTHORIZATION', status: 'SUCCESS', processedAt: '2027-01-01T00:00:00Z' },
      { kind: 'CAPTURE', status: 'SUCCESS', processedAt: utc(order.captured_at ?? order.updated_at) },
      { kind: 'CAPTURE', status: 'FAILURE', processedAt: '2027-01-01T00:00:00Z' },
    ],
    fulfillments: (order.fulfillments ?? []).map((fulfilment: WebhookBody) => ({
      status: fulfilment.status.toUpperCase(),
      createdAt: utc(fulfilment.created_at),
    })),
    refunds: order.refunds.map((refund: WebhookBody) => ({
      id: gid('Refund', refund.id),
      createdAt: utc(refund.created_at),
      transactions: {
        nodes: refund.transactions.map((transaction: WebhookBody) => ({
          kind: transaction.kind.toUpperCase(),
          status: transaction.status.toUpperCase(),
          amountSet: bag(transaction.amount, currency),
        })),
      },
    })),
    lineItems: connection(
      order.line_items.map((line: WebhookBody) => lineNode(line, currency)),
      { first: 2 },
    ),
  }
}

function customerNode(customer: WebhookBody) {
  return {
    id: gid('Customer', customer.id),
    firstName: customer.first_name,
    lastName: customer.last_name,
    createdAt: utc(customer.created_at),
    updatedAt: utc(customer.updated_at),
    defaultEmailAddress: customer.email && { emailAddress: customer.email, ...customer.mail_marketing },
    defaultPhoneNumber: customer.phone && { phoneNumber: customer.phone, ...customer.text_marketing },
    defaultAddress: addressNode(customer.default_address),
  }
}

function productNode(product: WebhookBody) {
  return {
    id: gid('Product', product.id),
    title: product.title,
    vendor: product.vendor,
    productType: product.product_type,
    handle: product.handle,
    status: product.status.toUpperCase(),
    updatedAt: utc(product.updated_at),
    featuredMedia: product.image && { preview: { image: { url: product.image.src } } },
    variants: {
      pageInfo: { hasNextPage: product.variant_gids.length > product.variants.length },
      nodes: product.variants.map((variant: WebhookBody) => ({
        id: gid('ProductVariant', variant.id),
        title: variant.title,
        sku: variant.sku,
        price: variant.price,
        inventoryItem: { id: gid('InventoryItem', variant.inventory_item_id) },
      })),
    },
  }
}

function locationNode(location: WebhookBody) {
  return {
    id: gid('Location', location.id),
    name: location.name,
    isActive: location.active,
    createdAt: utc(location.created_at),
    updatedAt: utc(location.updated_at),
    address: { city: location.city, countryCode: location.country_code },
  }
}

function levelNode(level: WebhookBody) {
  return {
    updatedAt: utc(level.updated_at),
    item: { id: gid('InventoryItem', level.inventory_item_id) },
    quantities: level.available === null ? [] : [{ name: 'available', quantity: level.available }],
  }
}
