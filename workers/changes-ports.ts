import { drizzle } from 'drizzle-orm/d1'
import type { ChangesPorts } from '#queues/jobs/score-customers/publish-changes.ts'
import { listUnpublishedChanges, markPublished } from '#shared/database/prediction-changes.ts'
import {
  liveConsumptionPrediction,
  liveSegmentUpdate,
} from '#shared/predictions/views/live-prediction-views.ts'
import { liveFeedName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'

/** Connects the telling of changed predictions with D1, where they wait, and the tenant's live feed. */
export function changesPorts(env: Pick<Env, 'DB' | 'LIVE_FEED'>, tenant: Tenant): ChangesPorts {
  const { tenantId, timeZone } = tenant
  const feed = () => env.LIVE_FEED.getByName(liveFeedName(tenant))
  return {
    unpublished: (limit) => listUnpublishedChanges(drizzle(env.DB), tenantId, limit),
    publish: async ({ movements, consumptionEvents }) =>
      feed().publishPredictions({
        segmentUpdates: movements.map(liveSegmentUpdate),
        consumptionPredictions: consumptionEvents.map((row) => liveConsumptionPrediction(row, timeZone)),
      }),
    markPublished: async (changes) => {
      const marks = markPublished(tenantId, changes)
      const kept = await env.DB.batch<{ id: string }>(
        marks.map(({ text, values }) => env.DB.prepare(text).bind(...values)),
      )
      return new Set(kept.flatMap(({ results }) => results.map(({ id }) => id)))
    },
    takeBack: async (changeIds) => feed().takeBackChanges([...changeIds]),
  }
}
