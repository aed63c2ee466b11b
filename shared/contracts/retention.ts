import * as z from 'zod'
import { type RetentionDays, retentionDaysSchema } from '../privacy/retention-days.ts'
import { momentSchema } from './money.ts'

export const retentionKinds = Object.keys(retentionDaysSchema.shape) as [
  keyof RetentionDays,
  ...(keyof RetentionDays)[],
]

export const retentionSchema = z
  .object({
    days: retentionDaysSchema,
    runs: z
      .array(
        z.object({
          day: z.string().meta({ example: '2026-11-21' }),
          kind: z.enum(retentionKinds),
          olderThan: momentSchema,
          deletedCount: z.int(),
          completedAt: momentSchema.nullable().meta({ description: 'Null: it goes on' }),
        }),
      )
      .meta({ description: 'The last 60, newest first' }),
    overdue: z.array(z.object({ kind: z.enum(retentionKinds), count: z.int() })).meta({
      description: 'What is older than it may be by now, a day of grace included: 0 everywhere is the proof',
    }),
  })
  .meta({ id: 'Retention' })
export type RetentionView = z.infer<typeof retentionSchema>
