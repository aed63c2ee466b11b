import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { calendarEventBodySchema, calendarEventSchema } from '#shared/contracts/forecasts.ts'
import { insertCalendarEvent, maxCalendarEvents } from '#shared/database/calendar-events.ts'
import { calendarEventView } from '#shared/demand/views/calendar-event-view.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { storeIdOf } from './forecast-filters.ts'

/** What lasts longer is how things are, and no event. */
const maxEventDays = 366

const route = createRoute({
  operationId: 'createCalendarEvent',
  method: 'post',
  path: '/v1/forecasts/calendar/events',
  tags: ['Forecasts'],
  summary: 'Note days that sell otherwise: a market, a promotion, a closed day',
  description:
    'Days that are alike should have the same name: what one did to sales is expected of the next. Forecasts heed it from their next run on.',
  ...guarded('forecasts:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: calendarEventBodySchema } } },
  },
  responses: {
    201: { description: 'Noted', content: { 'application/json': { schema: calendarEventSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerCreateCalendarEvent(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { storeId, ...event } = context.req.valid('json')
    refuseStrangeDays(event)
    const nowMs = Date.now()
    const row = {
      ...event,
      tenantId,
      eventId: newId('cal', nowMs, Math.random),
      storeId: storeId === null ? null : storeIdOf(storeId),
      createdAt: nowMs,
    }
    if (!(await insertCalendarEvent(drizzle(context.env.DB), row)))
      throw new ProblemError('conflict', `There are ${maxCalendarEvents} events already: delete old ones`)
    return context.json(calendarEventView(row), 201)
  })
}

/** Throws a 422 problem. */
function refuseStrangeDays({ fromDay, toDay }: { readonly fromDay: string; readonly toDay: string }): void {
  const days = dayNumber(toDay) - dayNumber(fromDay) + 1
  if (days >= 1 && days <= maxEventDays) return
  const detail = days < 1 ? 'is before the first day' : `is more than ${maxEventDays} days after the first`
  throw new ProblemError('invalid-content', undefined, { errors: [{ pointer: '/toDay', detail }] })
}
