import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { destinationSchema, newDestinationSchema } from '#shared/contracts/destinations.ts'
import { findConnectionRow } from '#shared/database/connections.ts'
import { insertDestination } from '#shared/database/destinations.ts'
import type { DestinationRow } from '#shared/database/tables/destination.ts'
import { destinationView } from '#shared/destinations/destination-view.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { parseOptions } from './parse-options.ts'

const route = createRoute({
  operationId: 'createDestination',
  method: 'post',
  path: '/v1/destinations',
  tags: ['Destinations'],
  summary: 'Send customers to a CRM or another system',
  description: 'Through a connection that has credentials. Who refused the purpose is never sent.',
  ...guarded('destinations:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: newDestinationSchema } } } },
  responses: {
    201: {
      description: 'Its first run begins when its time comes, or when it is started',
      headers: {
        Location: { description: 'Address of the destination', schema: { type: 'string' as const } },
      },
      content: { 'application/json': { schema: destinationSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerCreateDestination(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { tenantId } = tenant
    const body = context.req.valid('json')
    const options = parseOptions(body.source, body, body.options)
    const database = drizzle(context.env.DB)
    if ((await findConnectionRow(database, { tenantId, ...body })) === undefined) {
      throw new ProblemError('invalid-content', undefined, {
        errors: [{ pointer: '/connectionId', detail: `is no connection of ${body.source}` }],
      })
    }
    const nowMs = Date.now()
    const row: DestinationRow = {
      ...body,
      options,
      tenantId,
      destinationId: newId('dst', nowMs, Math.random),
      status: 'active',
      revision: 1,
      createdAt: nowMs,
      createdBy: actor,
    }
    await insertDestination(database, row)
    return context.json(destinationView(row), 201, { location: `/v1/destinations/${row.destinationId}` })
  })
}
