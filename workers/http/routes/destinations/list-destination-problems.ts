import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import {
  destinationProblemListSchema,
  listDestinationProblemsQuerySchema,
} from '#shared/contracts/destinations.ts'
import { listDestinationProblems } from '#shared/database/destination-runs.ts'
import { destinationProblemView } from '#shared/destinations/destination-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { destinationParamsSchema, requireDestination } from './require-destination.ts'

const placeSchema = z.object({ customerId: z.string() })

const route = createRoute({
  operationId: 'listDestinationProblems',
  method: 'get',
  path: '/v1/destinations/{destinationId}/problems',
  tags: ['Destinations'],
  summary: 'Customers whose record was refused, or could not be removed, and why',
  description: 'Each is tried again in every run, and leaves the list when it succeeds.',
  ...guarded('destinations:read'),
  request: { params: destinationParamsSchema, query: listDestinationProblemsQuerySchema },
  responses: {
    200: {
      description: 'A page, by customer',
      content: { 'application/json': { schema: destinationProblemListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerListDestinationProblems(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireDestination(context.env, tenant, context.req.valid('param'))
    const { limit, cursor } = context.req.valid('query')
    const after = readCursor(placeSchema, cursor)?.customerId ?? ''
    const rows = await listDestinationProblems(drizzle(context.env.DB), row, after, limit)
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        problems: rows.map(destinationProblemView),
        nextCursor: last === undefined ? null : writeCursor({ customerId: last.customerId }),
      },
      200,
    )
  })
}
