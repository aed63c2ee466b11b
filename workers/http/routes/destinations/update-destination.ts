import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { destinationChangesSchema, destinationSchema } from '#shared/contracts/destinations.ts'
import { updateDestination } from '#shared/database/destinations.ts'
import { destinationView } from '#shared/destinations/destination-view.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { parseOptions } from './parse-options.ts'
import { destinationParamsSchema, existing, requireDestination } from './require-destination.ts'

const route = createRoute({
  operationId: 'updateDestination',
  method: 'patch',
  path: '/v1/destinations/{destinationId}',
  tags: ['Destinations'],
  summary: 'Change what of whom is sent and when, or pause it',
  description:
    'When it is about what is sent, every customer is looked at again in the next run; who would be sent the same is not sent.',
  ...guarded('destinations:manage'),
  request: {
    params: destinationParamsSchema,
    body: { required: true, content: { 'application/json': { schema: destinationChangesSchema } } },
  },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: destinationSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerUpdateDestination(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDestination(context.env, tenant, context.req.valid('param'))
    const given = Object.entries(context.req.valid('json')).filter(([, value]) => value !== undefined)
    const changes: Partial<typeof row> = Object.fromEntries(given)
    const whole = { ...row, ...changes }
    const options = parseOptions(row.source, whole, whole.options)
    const changed = await updateDestination(drizzle(context.env.DB), row, {
      ...changes,
      ...('options' in changes && { options }),
    })
    return context.json(destinationView(existing(changed)), 200)
  })
}
