import { drizzle } from 'drizzle-orm/d1'
import type { ScoreBuyersPorts } from '#queues/jobs/score-customers/score-buyers.ts'
import { listPredictedSince } from '#shared/database/predictions.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'
import { keptRfmScale } from './kept-scales.ts'
import { readCustomerHistories } from './read-histories.ts'
import { modelsInUse, predictingPorts } from './scoring-ports.ts'

/** Connects the scoring of customers who have just bought with the real world. */
export function scoreBuyersPorts(env: Env, tenant: Tenant): ScoreBuyersPorts {
  const { tenantId, currency, timeZone, country, spendingDeviationThreshold } = tenant
  return {
    ...predictingPorts(env, tenant),
    context: { tenantId, currency, timeZone, country, spendingDeviationThreshold },
    models: (kind, context) => modelsInUse(env, kind, context),
    rfmScale: () => keptRfmScale.read(env, tenantId),
    examplesOf: async (customerIds) => {
      const histories = await readCustomerHistories(env.DB, tenantId, customerIds)
      return histories.filter(({ isProfilingAllowed }) => {
        return profilingRefusal({ restrictedAt: null, isProfilingAllowed }, tenant) === null
      })
    },
    predictedSince: (customerIds, sinceMs) =>
      listPredictedSince(drizzle(env.DB), tenantId, customerIds, sinceMs),
    nowMs: () => Date.now(),
  }
}
