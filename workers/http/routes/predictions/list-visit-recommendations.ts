import { createRoute } from '@hono/zod-openapi'
import {
  listVisitRecommendationsQuerySchema,
  recommendationListSchema,
} from '#shared/contracts/recommendations.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { customerSignals } from '../../../customer-signals.ts'
import type { Env } from '../../../env.ts'
import { recommend } from '../../../recommend.ts'
import type { Api } from '../../api.ts'
import { identifierKeys } from '../../find-by-identifier.ts'
import { lookForCustomer } from '../../find-customer.ts'
import { findOwners } from '../../find-owners.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listVisitRecommendations',
  method: 'get',
  path: '/v1/recommendations',
  tags: ['Predictions'],
  summary: 'Products to offer to whoever is looking at the shop now',
  description:
    'For a visitor known by a cookie, an e-mail address or any other identifier, or by nothing but the products that the page says were looked at. Views that were sent as events count without being named here.',
  ...guarded('predictions:read'),
  request: { query: listVisitRecommendationsQuerySchema },
  responses: {
    200: {
      description: 'The products',
      content: { 'application/json': { schema: recommendationListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListVisitRecommendations(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const { limit, category = null, isInStockOnly, identifier, viewed = '' } = context.req.valid('query')
    const nowMs = Date.now()
    const known = await visitorSignals(env, tenant, identifier, nowMs)
    const wish = {
      history: known?.history ?? null,
      // What the page knows comes last: it is the latest, and the events of it may still be on their way.
      visit: known?.isRefused ? [] : [...(known?.visit ?? []), ...idsOf(viewed)],
      basket: [],
      category,
      isInStockOnly: isInStockOnly === 'true',
      limit,
    }
    return context.json(await recommend(env, tenant, wish, nowMs), 200)
  })
}

/** More are not a visit; the latest count. */
const mostViewed = 50

function idsOf(viewed: string): string[] {
  const ids = viewed.split(',').map((id) => id.trim())
  return ids.filter((id) => id !== '').slice(-mostViewed)
}

/** What is known of the visitor; null for somebody unknown, or when several customers have the identifier. */
async function visitorSignals(env: Env, tenant: Tenant, identifier: string | undefined, nowMs: number) {
  if (identifier === undefined) return null
  const keys = await identifierKeys(env, tenant, identifier)
  const [owner, ...others] = new Set((await findOwners(env, tenant, keys)).values())
  if (owner === undefined || others.length > 0) return null
  const found = await lookForCustomer(env, tenant, owner)
  return found === undefined ? null : customerSignals(env, tenant, found.record, nowMs)
}
