import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { deleteCalendarEvent } from '#shared/database/calendar-events.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'deleteCalendarEvent',
  method: 'delete',
  path: '/v1/forecasts/calendar/events/{eventId}',
  tags: ['Forecasts'],
  summary: 'Take an event out of the calendar',
  ...guarded('forecasts:manage'),
  request: { params: z.object({ eventId: z.string().max(64) }) },
  responses: {
    204: { description: 'Deleted' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerDeleteCalendarEvent(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { eventId } = context.req.valid('param')
    if (!(await deleteCalendarEvent(drizzle(context.env.DB), tenantId, eventId)))
      throw new ProblemError('not-found', 'There is no such event')
    return context.body(null, 204)
  })
}
