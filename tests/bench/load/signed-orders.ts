import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { PreparedRequest } from './prepared-request.ts'

export interface OrderLoad {
  readonly kind: 'signed-orders'
  readonly requestCount: number
  /** Order numbers count up from here. */
  readonly firstOrderId: number
}

const fixture = 'shared/sources/shopify/fixtures/orders-create/guest-checkout.body.json'

/** Shopify's orders/create webhooks, each a new order, signed with the demo connection's secret. */
export function signedOrders(load: OrderLoad): PreparedRequest[] {
  const order = JSON.parse(readFileSync(join(repositoryRoot, fixture), 'utf8'))
  return Array.from({ length: load.requestCount }, (_, index) => {
    const id = load.firstOrderId + index
    const email = `buyer-${id % 1000}@example.com`
    const body = JSON.stringify({ ...order, id, admin_graphql_api_id: `gid://shopify/Order/${id}`, email })
    return {
      path: '/webhooks/shopify/demo',
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': 'orders/create',
        'x-shopify-hmac-sha256': createHmac('sha256', demoCredentials.shopifySecret)
          .update(body)
          .digest('base64'),
      },
      body,
    }
  })
}
