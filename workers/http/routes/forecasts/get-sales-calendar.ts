import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { calendarSchema } from '#shared/contracts/forecasts.ts'
import { listCalendarEvents } from '#shared/database/calendar-events.ts'
import { latestForecastRun } from '#shared/database/forecast-runs.ts'
import { listStoresAbroad } from '#shared/database/store-countries.ts'
import { holidaysAbroad, holidaysOf } from '#shared/demand/public-holidays.ts'
import { calendarEventView } from '#shared/demand/views/calendar-event-view.ts'
import { holidayViews } from '#shared/demand/views/holiday-view.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

/** Holidays are shown from so many days ago to so many ahead. */
const shownDays = { back: 28, ahead: 365 }

const route = createRoute({
  operationId: 'getSalesCalendar',
  method: 'get',
  path: '/v1/forecasts/calendar',
  tags: ['Forecasts'],
  summary:
    'Days that sell otherwise: holidays of the country, and of those of stores abroad, for a year ahead, and own events',
  ...guarded('forecasts:read'),
  responses: {
    200: { description: 'The calendar', content: { 'application/json': { schema: calendarSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetSalesCalendar(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId, timeZone, country } = context.get('access').tenant
    const today = dayNumber(dayIn(timeZone, Date.now()))
    const database = drizzle(context.env.DB)
    const [events, run, abroad] = await Promise.all([
      listCalendarEvents(database, tenantId),
      latestForecastRun(database, tenantId),
      listStoresAbroad(database, tenantId, country),
    ])
    const [fromDay, toDay] = [today - shownDays.back, today + shownDays.ahead]
    const holidays = [
      ...holidaysOf(country, fromDay, toDay),
      ...holidaysAbroad(Object.values(abroad), fromDay, toDay),
    ].sort((one, other) => one.day - other.day)
    return context.json(
      { events: events.map(calendarEventView), holidays: holidayViews(holidays, run?.basis) },
      200,
    )
  })
}
