import * as z from 'zod'
import { forecastLanes, forecastLevels } from '../demand/forecast-levels.ts'
import { momentSchema, nextCursorSchema } from './money.ts'

/** A calendar day of the shop's time zone. */
export const daySchema = z.iso.date().meta({ example: '2026-11-21' })

const rate = z.number().nullable()

/** What a forecast is about. */
export const forecastSubjectSchema = z
  .object({
    level: z.enum(forecastLevels),
    sku: z.string().nullable(),
    storeId: z.string().nullable().meta({ description: 'Empty: online' }),
    category: z.string().nullable(),
    region: z.string().nullable(),
    label: z.string().meta({ description: 'What people call it', example: 'Whole milk, Leeds' }),
    productId: z.string().nullable(),
  })
  .meta({ id: 'ForecastSubject' })
export type ForecastSubject = z.infer<typeof forecastSubjectSchema>

export const forecastIntervalSchema = z
  .object({
    coverageRate: z
      .number()
      .meta({ description: 'In so many cases of all, sales fall into it', example: 0.8 }),
    lower: z.number(),
    upper: z.number(),
  })
  .meta({ id: 'ForecastInterval' })

/** How good forecasts were. Shares of what was sold, unless said otherwise. */
export const forecastAccuracySchema = z
  .object({
    toDay: daySchema,
    horizonDays: z.int(),
    level: z.enum(forecastLevels),
    groupKind: z.enum(['all', 'store', 'category', 'class', 'lane', 'model']),
    groupName: z.string(),
    wasTold: z.boolean().meta({
      description: 'False: made afterwards from what was known then, because nothing had been told yet',
    }),
    seriesCount: z.int(),
    actualUnits: z.number(),
    wapeRate: rate.meta({ description: 'Sum of absolute errors over sum of sales' }),
    biasRate: rate.meta({ description: 'Above 0: too much was forecast' }),
    rmsse: rate,
    mase: rate,
    pinballRate: rate,
    coverage80Rate: rate,
    coverage95Rate: rate,
    naiveWapeRate: rate.meta({ description: 'WAPE of "as in the same days before"' }),
  })
  .meta({ id: 'ForecastAccuracy' })
export type ForecastAccuracyView = z.infer<typeof forecastAccuracySchema>

export const forecastRunSchema = z
  .object({
    runId: z.string(),
    madeAt: momentSchema,
    asOf: daySchema.meta({ description: 'The last day whose sales it knew' }),
    seriesCount: z.int(),
    laneCounts: z.partialRecord(z.enum(forecastLanes), z.int()),
  })
  .meta({ id: 'ForecastRun' })
export type ForecastRunView = z.infer<typeof forecastRunSchema>

const grain = z
  .enum(['day', 'week'])
  .default('week')
  .meta({ description: 'A week is seven days from the first day' })

export const getForecastQuerySchema = z.object({
  sku: z.string().max(200).optional().meta({ description: 'None: what adds up from all' }),
  store: z.string().max(200).optional().meta({ description: '`online` for what no store sold' }),
  category: z.string().max(200).optional(),
  region: z.string().max(200).optional(),
  channel: z.string().max(20).optional().meta({ description: 'Its usual share of the forecast' }),
  grain,
  horizon: z.coerce.number().int().min(1).max(91).optional().meta({
    description: 'Days or weeks ahead, as `grain` says: up to 91 days or 13 weeks. None: 28 days or 13 weeks',
  }),
  history: z.coerce.number().int().min(0).max(730).optional().meta({ description: 'Days or weeks back' }),
})
export type GetForecastQuery = z.input<typeof getForecastQuerySchema>

export const forecastPointSchema = z.object({
  from: daySchema,
  to: daySchema,
  units: z.number(),
  revenueMinor: z.number().nullable(),
  intervals: z.array(forecastIntervalSchema).meta({ description: '50, 80 and 95 %' }),
})

export const forecastSchema = z
  .object({
    subject: forecastSubjectSchema,
    run: forecastRunSchema,
    grain: z.enum(['day', 'week']),
    currency: z.string().length(3),
    history: z
      .array(
        z.object({
          from: daySchema,
          to: daySchema,
          units: z.number().nullable().meta({ description: 'Null: there was nothing to sell' }),
          returnedUnits: z.number().nullable().meta({ description: 'Null: not added up above the items' }),
          revenueMinor: z.number(),
        }),
      )
      .meta({ description: 'Oldest first' }),
    points: z.array(forecastPointSchema),
    past: z
      .array(
        z.object({
          asOf: daySchema,
          points: z.array(
            z.object({
              from: daySchema,
              to: daySchema,
              units: z.number(),
              lower80: z.number(),
              upper80: z.number(),
            }),
          ),
        }),
      )
      .meta({ description: 'What was said before, newest first' }),
    marks: z
      .array(
        z.object({
          day: daySchema,
          name: z.string(),
          kind: z.enum(['holiday', 'event', 'promotion', 'closed']),
        }),
      )
      .meta({ description: 'Holidays and events among the days shown' }),
    demandClass: z.enum(['none', 'smooth', 'erratic', 'intermittent', 'lumpy']),
    lane: z.enum(forecastLanes),
    members: z.array(z.object({ name: z.string(), share: z.number() })),
    fallback: z.string().nullable().meta({ description: 'Why a plain method stands in' }),
    late: z.array(z.object({ storeId: z.string(), label: z.string(), from: daySchema })).meta({
      description: 'Places that sell nearly every day and have not told their last days: those are not known',
    }),
    stockOutDays: z.int().meta({ description: 'Of the last 91 days' }),
    accuracy: z.object({ wapeRate: rate, biasRate: rate }),
    words: z.array(z.string()).meta({
      description: 'What it says, in words',
      example: ['About 120 units in the next 28 days; in 8 of 10 such stretches between 95 and 150.'],
    }),
  })
  .meta({ id: 'Forecast' })
export type ForecastView = z.infer<typeof forecastSchema>

export const listForecastsQuerySchema = z.object({
  level: z.enum(forecastLevels).default('sku'),
  sku: z.string().max(200).optional(),
  store: z.string().max(200).optional(),
  category: z.string().max(200).optional(),
  region: z.string().max(200).optional(),
  query: z.string().max(200).optional().meta({ description: 'Part of a name or SKU' }),
  demandClass: z.enum(['none', 'smooth', 'erratic', 'intermittent', 'lumpy']).optional(),
  abc: z.enum(['A', 'B', 'C']).optional(),
  sort: z.enum(['revenue', 'units', 'change', 'name', 'wape']).default('revenue'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListForecastsQuery = z.input<typeof listForecastsQuerySchema>

export const forecastSummarySchema = z
  .object({
    subject: forecastSubjectSchema,
    demandClass: z.string(),
    abcClass: z.string(),
    xyzClass: z.string(),
    lane: z.enum(forecastLanes),
    fallback: z.string().nullable(),
    unitsLast28: z.number(),
    unitsNext28: z.number(),
    unitsNext28Low80: z.number(),
    unitsNext28High80: z.number(),
    changeRate: rate.meta({ description: 'The next 28 days against the last' }),
    revenueNext28Minor: z.number(),
    wapeRate: rate,
    biasRate: rate,
    stockOutDays: z.int(),
  })
  .meta({ id: 'ForecastSummary' })
export type ForecastSummaryView = z.infer<typeof forecastSummarySchema>

export const forecastListSchema = z
  .object({
    run: forecastRunSchema.nullable().meta({ description: 'Null: no forecast was made yet' }),
    currency: z.string().length(3),
    forecasts: z.array(forecastSummarySchema),
    total: z.int(),
    nextCursor: nextCursorSchema,
  })
  .meta({ id: 'ForecastList' })
export type ForecastList = z.infer<typeof forecastListSchema>

export const exportForecastsQuerySchema = z.object({
  format: z.enum(['csv', 'parquet']).default('csv'),
  level: z.enum(forecastLevels).default('sku-store'),
  grain,
})

export const listForecastAccuracyQuerySchema = z.object({
  horizonDays: z.coerce
    .number()
    .int()
    .pipe(z.union([z.literal(7), z.literal(28)]))
    .default(28),
  level: z.enum(forecastLevels).optional(),
  groupKind: z.enum(['all', 'store', 'category', 'class', 'lane', 'model']).default('all'),
  days: z.coerce.number().int().min(1).max(730).default(182).meta({ description: 'How far back' }),
})
export type ListForecastAccuracyQuery = z.input<typeof listForecastAccuracyQuerySchema>

export const forecastAccuracyListSchema = z
  .object({ accuracy: z.array(forecastAccuracySchema).meta({ description: 'Newest first' }) })
  .meta({ id: 'ForecastAccuracyList' })
export type ForecastAccuracyList = z.infer<typeof forecastAccuracyListSchema>

export const forecastAlertSchema = z
  .object({
    kind: z.enum(['sales-above', 'sales-below', 'accuracy-drift']),
    subject: forecastSubjectSchema,
    toDay: daySchema,
    actual: z.number(),
    expected: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    worthMinor: z.number(),
    text: z.string().meta({ example: 'Whole milk sold 48 in the last 7 days; 20 to 35 were expected.' }),
    noticedAt: momentSchema,
  })
  .meta({ id: 'ForecastAlert' })
export const listForecastAlertsQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(365).default(14),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListForecastAlertsQuery = z.input<typeof listForecastAlertsQuerySchema>
export const forecastAlertListSchema = z
  .object({ alerts: z.array(forecastAlertSchema), total: z.int() })
  .meta({ id: 'ForecastAlertList' })
export type ForecastAlertList = z.infer<typeof forecastAlertListSchema>

/** A change that is thought through before it is made. */
export const whatIfSchema = z.object({
  sku: z.string().min(1).max(200),
  store: z.string().max(200).optional(),
  fromDay: daySchema.optional(),
  days: z.int().min(1).max(91).default(28),
  priceChangeRate: z.number().min(-0.9).max(3).optional().meta({ description: '-0.1: a tenth cheaper' }),
  isPromoted: z.boolean().default(false),
  leadTimeDays: z.int().min(0).max(90).optional(),
})
export type WhatIf = z.input<typeof whatIfSchema>

export const whatIfAnswerSchema = z
  .object({
    subject: forecastSubjectSchema,
    fromDay: daySchema,
    days: z.int(),
    currency: z.string().length(3),
    plain: z.object({
      units: z.number(),
      lower80: z.number(),
      upper80: z.number(),
      revenueMinor: z.number().nullable(),
    }),
    changed: z.object({
      units: z.number(),
      lower80: z.number(),
      upper80: z.number(),
      revenueMinor: z.number().nullable(),
    }),
    order: z
      .object({
        plainQuantity: z.number(),
        changedQuantity: z.number(),
        plainStockOutRate: rate,
        changedStockOutRate: rate,
      })
      .nullable()
      .meta({ description: 'What to order now; null where the stock is not known' }),
    reasons: z.array(z.string()).meta({ description: 'What it rests on, and how far it can be trusted' }),
  })
  .meta({ id: 'WhatIfAnswer' })
export type WhatIfAnswer = z.infer<typeof whatIfAnswerSchema>

export const calendarEventBodySchema = z.object({
  name: z.string().trim().min(1).max(100),
  kind: z.enum(['event', 'promotion', 'closed']),
  fromDay: daySchema,
  toDay: daySchema.meta({ description: 'The last day, within a year of the first' }),
  storeId: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .meta({ description: '`online` for what no store sells; null: everywhere' }),
  category: z.string().max(200).nullable().default(null),
  expectedChangeRate: z.number().min(-1).max(20).nullable().default(null),
})
export type CalendarEventBody = z.input<typeof calendarEventBodySchema>
export const calendarEventSchema = calendarEventBodySchema
  .extend({ eventId: z.string(), createdAt: momentSchema })
  .meta({ id: 'CalendarEvent' })
export type CalendarEventView = z.infer<typeof calendarEventSchema>
export const calendarSchema = z
  .object({
    events: z.array(calendarEventSchema),
    holidays: z.array(
      z.object({
        day: daySchema,
        name: z.string(),
        country: z.string().length(2).nullable().meta({
          description:
            'Of stores abroad, their country (ISO 3166 alpha-2); null: a holiday of the shop’s own',
        }),
        changeRate: rate.meta({ description: 'What it did to sales, as learned; null: not seen yet' }),
      }),
    ),
  })
  .meta({ id: 'SalesCalendar' })
export type SalesCalendarView = z.infer<typeof calendarSchema>
