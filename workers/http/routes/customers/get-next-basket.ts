import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { nextBasketSchema } from '#shared/contracts/next-basket.ts'
import { listChampions } from '#shared/database/model-versions.ts'
import { foretellNextBasket } from '#shared/predictions/next-basket/foretell-next-basket.ts'
import { readNextBasketBytes } from '#shared/predictions/next-basket/next-basket-reader.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { keptModel } from '../../../kept-models.ts'
import { readCustomerHistories } from '../../../read-histories.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getNextBasket',
  method: 'get',
  path: '/v1/customers/{customerId}/next-basket',
  tags: ['Predictions'],
  summary: 'What a customer will probably take next, and when; or what it would take to say so',
  description:
    'From what the customer took before and how often, what is due, and what others like the customer took next. The id of a merged customer answers with the customer it is part of now.',
  ...guarded('predictions:read'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: {
      description: 'The next basket',
      content: { 'application/json': { schema: nextBasketSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetNextBasket(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const { record } = await findCustomer(env, tenant, context.req.valid('param').customerId)
    const { customerId, state } = record
    const nothing = { customerId, products: [], expectedAt: null, interval: null, modelVersion: null }
    const refusal = profilingRefusal(privacyWord(state.consents), tenant)
    if (refusal !== null) return context.json({ ...nothing, refusal, missing: null }, 200)

    const champions = await listChampions(drizzle(env.DB), tenant.tenantId)
    const champion = champions.find(({ kind }) => kind === 'next-basket')
    const learned =
      champion === undefined ? null : await keptModel(env, champion.artifactKey, readNextBasketBytes)
    if (champion === undefined || learned === null) {
      const missing = 'Not enough yet: no model is in use; train one first'
      return context.json({ ...nothing, refusal: null, missing }, 200)
    }
    const [history] = await readCustomerHistories(env.DB, tenant.tenantId, [customerId])
    const foretold = foretellNextBasket(learned, history?.purchases ?? [], {
      nowMs: Date.now(),
      timeZone: tenant.timeZone,
    })
    return context.json({ customerId, refusal: null, modelVersion: versionName(champion), ...foretold }, 200)
  })
}
