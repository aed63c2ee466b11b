import * as z from 'zod'

export const moneySchema = z
  .object({
    amountMinor: z.int().meta({ description: 'In the smallest unit of the currency', example: 1250 }),
    currency: z.string().length(3).meta({ example: 'GBP' }),
  })
  .meta({ id: 'Money' })

/** A moment as the API writes it: ISO 8601, UTC. */
export const momentSchema = z.string().meta({ format: 'date-time', example: '2026-11-21T10:00:00.000Z' })

/** How a list is cut into pages: pass `nextCursor` back as `cursor`; null means this was the last page. */
export const nextCursorSchema = z.string().nullable()
