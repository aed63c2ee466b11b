import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import {
  type LifetimeValueView,
  lifetimeValueQuerySchema,
  lifetimeValueSchema,
} from '#shared/contracts/predictions.ts'
import { listChampions } from '#shared/database/model-versions.ts'
import { valueOfMonths } from '#shared/predictions/lifetime-value/value-of-months.ts'
import { versionName } from '#shared/predictions/version-name.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { readModelArtifact } from '../../../model-artifacts.ts'
import { readCustomerHistories } from '../../../read-histories.ts'
import { defaultSeed } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getLifetimeValue',
  method: 'get',
  path: '/v1/customers/{customerId}/lifetime-value',
  tags: ['Predictions'],
  summary: 'What a customer will spend over the next months, and what that is worth today',
  description:
    'From the rhythm of purchases and what they come to (MBG/NBD and Gamma-Gamma of the model in use). The prediction of the next 90 days looks at more than that.',
  ...guarded('predictions:read'),
  request: { params: z.object({ customerId: z.string() }), query: lifetimeValueQuerySchema },
  responses: {
    200: {
      description: 'The value, or what is missing',
      content: { 'application/json': { schema: lifetimeValueSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerGetLifetimeValue(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { tenantId, currency, timeZone, country, spendingDeviationThreshold } = tenant
    const ahead = context.req.valid('query')
    const { record } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const { customerId } = record
    const refusal = profilingRefusal(privacyWord(record.state.consents), tenant)
    const asked = { customerId, refusal, modelVersion: null, missing: null, value: null, ...ahead }
    if (refusal !== null) return context.json(asked satisfies LifetimeValueView, 200)

    const [champions, [example]] = await Promise.all([
      listChampions(drizzle(context.env.DB), tenantId),
      readCustomerHistories(context.env.DB, tenantId, [customerId]),
    ])
    const inUse = champions.find(({ kind }) => kind === 'lifetime-value')
    const kept = inUse === undefined ? null : await readModelArtifact(context.env, inUse.artifactKey)
    const shop = { tenantId, currency, timeZone, country, spendingDeviationThreshold }
    const learning = { ...shop, asOfMs: Date.now(), seed: defaultSeed }
    const found = valueOfMonths(kept?.artifact ?? null, example, learning, ahead)
    if ('missing' in found) return context.json({ ...asked, missing: found.missing }, 200)
    const money = (amountMinor: number) => ({ amountMinor, currency })
    const value = {
      expectedOrderDays: found.expectedOrderDays,
      orderDayValue: money(found.orderDayValueMinor),
      undiscounted: money(found.valueMinor),
      discounted: money(found.discountedMinor),
    }
    const modelVersion = inUse === undefined ? null : versionName(inUse)
    return context.json({ ...asked, modelVersion, value }, 200)
  })
}
