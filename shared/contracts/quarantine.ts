import * as z from 'zod'
import { momentSchema, nextCursorSchema } from './money.ts'
import { personal } from './personal.ts'

export const quarantinedEventSchema = z
  .object({
    id: z.string(),
    source: z.string(),
    reason: z.string().meta({ description: 'Short stable word, see docs/reference/failures.md' }),
    detail: personal(z.string()),
    receivedAt: momentSchema,
    bytes: personal(z.string().meta({ description: 'What was sent, as text' })),
  })
  .meta({ id: 'QuarantinedEvent' })
export type QuarantinedEvent = z.infer<typeof quarantinedEventSchema>

export const listQuarantineQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export const quarantineListSchema = z
  .object({ events: z.array(quarantinedEventSchema), nextCursor: nextCursorSchema })
  .meta({ id: 'QuarantineList' })
export type QuarantineList = z.infer<typeof quarantineListSchema>
