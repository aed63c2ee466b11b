import { createRoute } from '@hono/zod-openapi'
import { deliveryView } from '#shared/connections/connection-view.ts'
import { deliveryOf } from '#shared/connections/kept-delivery.ts'
import { deliveryDetailSchema } from '#shared/contracts/connections.ts'
import type { ConnectionLogRow } from '#shared/database/tables/connection-logs.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { mapAgain } from '../../replay-delivery.ts'
import { findDeliveredEvents } from './find-delivered-events.ts'
import { deliveryParamsSchema, requireDelivery } from './require-delivery.ts'

const route = createRoute({
  operationId: 'getDelivery',
  method: 'get',
  path: '/v1/deliveries/{deliveryId}',
  tags: ['Connections'],
  summary: 'A delivery: what was sent, and the events and customers it turned into',
  ...guarded('personal-data:read'),
  request: { params: deliveryParamsSchema },
  responses: {
    200: {
      description: 'The delivery',
      content: { 'application/json': { schema: deliveryDetailSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetDelivery(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDelivery(context.env, tenant, context.req.valid('param').deliveryId)
    const { kept, ...told } = row
    const mapped = await eventsOf(context.env, tenant, row)
    return context.json(
      {
        ...deliveryView(told),
        request:
          kept === null || kept.body === null
            ? null
            : { method: kept.method, url: kept.url, headers: { ...kept.headers }, body: kept.body },
        isReplayable: mapped !== undefined,
        events: await findDeliveredEvents(context.env, tenant, row.eventKeys, mapped ?? []),
      },
      200,
    )
  })
}

/** What a delivery maps to today; undefined when it cannot be mapped again. */
async function eventsOf(
  env: Env,
  tenant: Tenant,
  row: ConnectionLogRow,
): Promise<CanonicalEvent[] | undefined> {
  const delivery = deliveryOf(row.kept)
  if (delivery === undefined) return undefined
  try {
    const { parse, map } = await mapAgain(env, tenant, row, row.receivedAt)
    return map(parse(delivery)).events
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}
