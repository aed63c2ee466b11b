import * as z from 'zod'
import { momentSchema } from './money.ts'

/** The record of processing activities (Art. 30 GDPR), made from what the code says of itself. */
export const processingRecordSchema = z
  .object({
    madeAt: momentSchema,
    controller: z.object({ name: z.string(), country: z.string() }),
    residency: z.enum(['anywhere', 'eu']),
    activities: z.array(
      z.object({
        name: z.string(),
        purpose: z.string(),
        legalBasis: z.string(),
        people: z.array(z.string()),
        categories: z.array(z.string()),
        retention: z.string(),
        stores: z.array(z.string()),
      }),
    ),
    recipients: z.array(
      z.object({
        name: z.string(),
        kind: z.enum(['source', 'destination', 'processor']),
        what: z.string(),
        since: momentSchema.nullable(),
      }),
    ),
    measures: z.array(z.string()),
  })
  .meta({ id: 'ProcessingRecord' })
export type ProcessingRecord = z.infer<typeof processingRecordSchema>
