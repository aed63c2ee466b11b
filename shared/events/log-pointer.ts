import * as z from 'zod'

/**
 * Where accepted events wait in the log: a range of entries of one shard. It is all that travels through the queue; it
 * may be lost, repeated or reordered, because the log sends it again until the range is settled.
 */
export const logPointerSchema = z.object({
  version: z.literal(1),
  tenantId: z.string().min(1),
  shard: z.int().min(0),
  fromSequence: z.int().min(1),
  toSequence: z.int().min(1),
})
export type LogPointer = z.infer<typeof logPointerSchema>
