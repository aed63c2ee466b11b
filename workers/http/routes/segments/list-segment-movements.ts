import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listSegmentMovementsQuerySchema, segmentMovementListSchema } from '#shared/contracts/segments.ts'
import { listSegmentMovements, sumMovements } from '#shared/database/segments.ts'
import { dayMs } from '#shared/kernel/time.ts'
import { segmentMovementView } from '#shared/predictions/views/segment-views.ts'
import { isProfiledSilently } from '#shared/privacy/is-profiled-silently.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { movementDays } from './movement-days.ts'

const route = createRoute({
  operationId: 'listSegmentMovements',
  method: 'get',
  path: '/v1/segments/movements',
  tags: ['Segments'],
  summary: 'Who went from one segment to another, and why, the latest first',
  ...guarded('predictions:read'),
  request: { query: listSegmentMovementsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: segmentMovementListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

const cursorSchema = z.object({ movedAt: z.number(), movementId: z.string() })

export function registerListSegmentMovements(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { tenantId } = tenant
    const { kind, segment, limit, cursor } = context.req.valid('query')
    const database = drizzle(context.env.DB)
    const [rows, flows] = await Promise.all([
      listSegmentMovements(database, {
        tenantId,
        isProfiledSilently: isProfiledSilently(tenant),
        kind,
        segment,
        limit,
        after: readCursor(cursorSchema, cursor),
      }),
      sumMovements(database, tenantId, Date.now() - movementDays * dayMs),
    ])
    const last = rows.length === limit ? rows.at(-1) : undefined
    return context.json(
      {
        movements: rows.map(segmentMovementView),
        flows: flows.filter((flow) => flow.kind === kind).map(({ kind: _, ...flow }) => flow),
        nextCursor:
          last === undefined ? null : writeCursor({ movedAt: last.movedAt, movementId: last.movementId }),
      },
      200,
    )
  })
}
