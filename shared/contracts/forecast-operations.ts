import * as z from 'zod'
import {
  type CalendarEventBody,
  type CalendarEventView,
  calendarEventSchema,
  calendarSchema,
  type ForecastAccuracyList,
  type ForecastAlertList,
  type ForecastList,
  type ForecastView,
  forecastAccuracyListSchema,
  forecastAlertListSchema,
  forecastListSchema,
  forecastSchema,
  type GetForecastQuery,
  type ListForecastAccuracyQuery,
  type ListForecastAlertsQuery,
  type ListForecastsQuery,
  type SalesCalendarView,
  type WhatIf,
  type WhatIfAnswer,
  whatIfAnswerSchema,
} from './forecasts.ts'
import { type JobView, jobSchema } from './jobs.ts'
import {
  type InboundStockBody,
  type InboundStockList,
  type InboundStockView,
  inboundStockListSchema,
  inboundStockSchema,
  type ListReplenishmentQuery,
  type Replenishment,
  replenishmentSchema,
  type SupplyRuleBody,
  type SupplyRuleList,
  type SupplyRuleView,
  supplyRuleListSchema,
  supplyRuleSchema,
} from './replenishment.ts'
import { type Answer, jsonPost, jsonPut, type Query, type Send } from './send.ts'

/** What the client can do with forecasts of sales and what to order. */
export interface ForecastOperations {
  /** One item in one place, or what adds up from such, with history and intervals. */
  getForecast(query?: GetForecastQuery): Answer<ForecastView>
  /** All forecasts of a level, in short. */
  listForecasts(query?: ListForecastsQuery): Answer<ForecastList>
  listForecastAccuracy(query?: ListForecastAccuracyQuery): Answer<ForecastAccuracyList>
  listForecastAlerts(query?: ListForecastAlertsQuery): Answer<ForecastAlertList>
  runForecasts(): Answer<JobView>
  askWhatIf(change: WhatIf): Answer<WhatIfAnswer>
  getSalesCalendar(): Answer<SalesCalendarView>
  createCalendarEvent(event: CalendarEventBody): Answer<CalendarEventView>
  deleteCalendarEvent(eventId: string): Answer<undefined>
  listReplenishment(query?: ListReplenishmentQuery): Answer<Replenishment>
  listSupplyRules(): Answer<SupplyRuleList>
  updateSupplyRule(rule: SupplyRuleBody): Answer<SupplyRuleView>
  deleteSupplyRule(place: { sku: string; storeId: string }): Answer<undefined>
  listInboundStock(): Answer<InboundStockList>
  createInboundStock(inbound: InboundStockBody): Answer<InboundStockView>
  deleteInboundStock(inboundId: string): Answer<undefined>
}

export function forecastOperations(send: Send): ForecastOperations {
  const id = encodeURIComponent
  const ask = (query: object): Query => ({ ...query }) as Query
  const remove = { method: 'DELETE' }
  return {
    getForecast: (query = {}) => send(forecastSchema, '/v1/forecasts', {}, ask(query)),
    listForecasts: (query = {}) => send(forecastListSchema, '/v1/forecasts/summaries', {}, ask(query)),
    listForecastAccuracy: (query = {}) =>
      send(forecastAccuracyListSchema, '/v1/forecasts/accuracy', {}, ask(query)),
    listForecastAlerts: (query = {}) => send(forecastAlertListSchema, '/v1/forecasts/alerts', {}, ask(query)),
    runForecasts: () => send(jobSchema, '/v1/forecasts/run', { method: 'POST' }),
    askWhatIf: (change) => send(whatIfAnswerSchema, '/v1/forecasts/what-if', jsonPost(change)),
    getSalesCalendar: () => send(calendarSchema, '/v1/forecasts/calendar'),
    createCalendarEvent: (event) =>
      send(calendarEventSchema, '/v1/forecasts/calendar/events', jsonPost(event)),
    deleteCalendarEvent: (eventId) =>
      send(z.undefined(), `/v1/forecasts/calendar/events/${id(eventId)}`, remove),
    listReplenishment: (query = {}) =>
      send(replenishmentSchema, '/v1/inventory/replenishment', {}, ask(query)),
    listSupplyRules: () => send(supplyRuleListSchema, '/v1/inventory/supply-rules'),
    updateSupplyRule: (rule) => send(supplyRuleSchema, '/v1/inventory/supply-rules', jsonPut(rule)),
    deleteSupplyRule: ({ sku, storeId }) =>
      send(z.undefined(), '/v1/inventory/supply-rules', remove, { sku, storeId }),
    listInboundStock: () => send(inboundStockListSchema, '/v1/inventory/inbound'),
    createInboundStock: (inbound) => send(inboundStockSchema, '/v1/inventory/inbound', jsonPost(inbound)),
    deleteInboundStock: (inboundId) => send(z.undefined(), `/v1/inventory/inbound/${id(inboundId)}`, remove),
  }
}
