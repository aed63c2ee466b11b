import * as z from 'zod'
import { exchangeRateSchema } from './order-change.ts'

const units = z.number().min(0)

/** What was sold of one item. Amounts are minor units of the report's currency. */
export const reportedLineSchema = z.object({
  /** The shop's own number of the item, or its name where it has none. */
  sku: z.string().min(1),
  /** Units sold; may be a fraction (0.4 kg). */
  units,
  /** Units that were given back that day; not subtracted from those sold. */
  returnedUnits: units,
  /** What the units sold came to; 0 where it was not told. */
  revenueMinor: z.int(),
  name: z.string().optional(),
  category: z.string().optional(),
})
export type ReportedLine = z.infer<typeof reportedLineSchema>

/**
 * What a place sold on a day through one channel (the event's), in all: for a shop whose single orders are not told. Of
 * nobody, so such an event has no identifiers; and no order, so it counts in no total of orders. What it says of an item
 * holds until a later event says something else of the same item, day, place and channel.
 */
export const salesReportSchema = z.object({
  /** "2026-11-21", in the place's own time zone. */
  day: z.iso.date(),
  /** Absent: online, or the shop as a whole. */
  storeId: z.string().min(1).optional(),
  /** Which of several parts of the day this is, where there are very many items: "2/4"; else ''. */
  part: z.string(),
  /** ISO 4217. */
  currency: z.string(),
  /** As in an order: noted when the event is taken, by the rate known for the day. */
  exchangeRate: exchangeRateSchema.optional(),
  lines: z.array(reportedLineSchema),
})
export type SalesReport = z.infer<typeof salesReportSchema>
