import * as z from 'zod'
import { channels } from '../events/event.ts'
import { momentSchema, moneySchema } from './money.ts'

export const overviewQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(730).default(30),
  lastDay: z.iso.date().optional().meta({ description: 'Where the period ends; today when it is left out' }),
})

const unconverted = z
  .array(z.object({ orderCount: z.int(), revenue: moneySchema }))
  .meta({ description: 'Sales in other currencies without a rate, one entry a currency; in no other amount' })

const periodTotals = z.object({
  orderCount: z.int(),
  revenue: moneySchema.meta({ description: "In the tenant's currency, other currencies converted" }),
  averageOrderValue: moneySchema,
  activeCustomerCount: z.int().meta({ description: 'Customers with an order in the period' }),
  unconverted,
})

/** The figures of the dashboard's first page, for a period that ends today, or on another day, in the tenant's time zone. */
export const overviewSchema = z
  .object({
    generatedAt: momentSchema,
    days: z.int(),
    timeZone: z.string(),
    current: periodTotals,
    previous: periodTotals.meta({ description: 'The period of the same length just before' }),
    customerCount: z.int(),
    allTime: z
      .object({
        orderCount: z.int(),
        cancellationCount: z.int(),
        revenue: moneySchema,
        unconverted,
        firstDay: z.iso.date().nullable(),
        lastDay: z.iso.date().nullable(),
      })
      .meta({ description: 'Everything on record, however long ago' }),
    salesByDay: z.array(z.object({ day: z.iso.date(), orderCount: z.int(), revenue: moneySchema })),
    salesByChannel: z.array(
      z.object({ channel: z.enum(channels), orderCount: z.int(), revenue: moneySchema }),
    ),
    eventsPerMinute: z
      .array(z.object({ minute: momentSchema, eventCount: z.int() }))
      .meta({ description: 'The last 60 minutes, oldest first' }),
    lag: z.object({
      unsettledCount: z.int().meta({ description: 'Accepted events that are not visible everywhere yet' }),
      iteratorAgeMs: z.int().meta({ description: 'Age of the oldest of them; 0 when there is none' }),
      quarantinedCount: z.int(),
    }),
  })
  .meta({ id: 'Overview' })
export type Overview = z.infer<typeof overviewSchema>
