import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { customerPredictionsSchema } from '#shared/contracts/predictions.ts'
import { listCustomerPredictions } from '#shared/database/predictions.ts'
import { missingPredictions } from '#shared/predictions/missing-predictions.ts'
import { toldPredictions } from '#shared/predictions/told-predictions.ts'
import { predictionView } from '#shared/predictions/views/prediction-view.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { keptRfmScale, keptShopScale } from '../../../kept-scales.ts'
import { readCustomerHistories } from '../../../read-histories.ts'
import { meansSettings, modelsInUse } from '../../../scoring-ports.ts'
import { defaultSeed } from '../../../start-job.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCustomerPredictions',
  method: 'get',
  path: '/v1/customers/{customerId}/predictions',
  tags: ['Predictions'],
  summary: 'What a customer will probably do next, and why; or what it would take to say so',
  description: 'The id of a merged customer answers with the customer it is part of now.',
  ...guarded('predictions:read'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: {
      description: 'The predictions that hold',
      content: { 'application/json': { schema: customerPredictionsSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetCustomerPredictions(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { tenantId, currency, timeZone, country, spendingDeviationThreshold } = tenant
    const { record } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const { customerId } = record
    const word = privacyWord(record.state.consents)
    const refusal = profilingRefusal(word, tenant)
    if (refusal !== null) return context.json({ customerId, refusal, predictions: [], missing: [] }, 200)

    const nowMs = Date.now()
    const shop = { tenantId, currency, timeZone, country, spendingDeviationThreshold }
    const learning = { ...shop, asOfMs: nowMs, seed: defaultSeed }
    const [kept, models, rfmScale, shopScale, [example]] = await Promise.all([
      listCustomerPredictions(drizzle(context.env.DB), tenantId, customerId, nowMs),
      modelsInUse(context.env, null, learning),
      keptRfmScale.read(context.env, tenantId),
      keptShopScale.read(context.env, tenantId),
      readCustomerHistories(context.env.DB, tenantId, [customerId]),
    ])
    const means = meansSettings(tenant)
    const rows = toldPredictions(kept, word, means)
    const known = { rows, models, rfmScale, shopScale, means, currency, example, nowMs }
    const missing = missingPredictions(known)
    return context.json({ customerId, refusal, predictions: rows.map(predictionView), missing }, 200)
  })
}
