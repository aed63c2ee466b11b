import * as z from 'zod'
import { momentSchema } from './money.ts'

/** One search for customers who are probably one person. */
export const matchingRunSchema = z
  .object({
    runId: z.string(),
    state: z.enum(['surveying', 'counting', 'scoring', 'proposing', 'done', 'failed']),
    progressRate: z.number().min(0).max(1).meta({ description: 'How much of it is done' }),
    startedAt: momentSchema,
    finishedAt: momentSchema.nullable(),
    recordCount: z.int().meta({ description: 'Customers with a name, an address or a contact to compare' }),
    pairCount: z.int().meta({ description: 'Pairs that are more likely one person than two' }),
    reviewCount: z.int().meta({ description: 'Reviews it opened' }),
    mergeCount: z.int().meta({ description: "Merges, where the tenant's rules allow them" }),
    failure: z.string().nullable(),
  })
  .meta({ id: 'MatchingRun' })
export type MatchingRunView = z.infer<typeof matchingRunSchema>

export const matchingRunListSchema = z
  .object({ runs: z.array(matchingRunSchema) })
  .meta({ id: 'MatchingRunList' })
export type MatchingRunList = z.infer<typeof matchingRunListSchema>
