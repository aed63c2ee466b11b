import * as z from 'zod'
import { momentSchema } from './money.ts'

export const shopSeries = ['revenue', 'orders', 'events'] as const

export const shopAnomalySchema = z
  .object({
    day: z.iso.date().meta({ description: "In the shop's time zone" }),
    series: z.enum(shopSeries),
    part: z.string().nullable().meta({
      description: 'The channel (revenue, orders) or source (events) it is of; null: the shop as a whole',
    }),
    actual: z.number().meta({ description: 'Revenue: minor units of the currency of the shop' }),
    expected: z.number(),
    deviationRate: z
      .number()
      .nullable()
      .meta({ description: 'Share of the expected, below it with a minus; null where nothing was expected' }),
    words: z.string().meta({ example: 'Orders 80 % below a usual Saturday' }),
    occasion: z.string().nullable().meta({
      description: 'A holiday or an event of the shop that may be all there is to it; null: nothing is known',
    }),
    noticedAt: momentSchema,
  })
  .meta({ id: 'ShopAnomaly' })
export type ShopAnomalyView = z.infer<typeof shopAnomalySchema>

export const listShopAnomaliesQuerySchema = z.object({
  days: z.coerce.number().int().min(1).max(365).default(30),
  explained: z.enum(['true', 'false']).default('false').meta({
    description: 'Also days that a holiday or an event of the shop explains',
  }),
})
export type ListShopAnomaliesQuery = z.input<typeof listShopAnomaliesQuerySchema>

export const shopAnomalyListSchema = z
  .object({
    anomalies: z.array(shopAnomalySchema).meta({ description: 'The latest day first' }),
    currency: z.string(),
  })
  .meta({ id: 'ShopAnomalyList' })
export type ShopAnomalyList = z.infer<typeof shopAnomalyListSchema>
