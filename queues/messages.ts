import * as z from 'zod'
import { logPointerSchema } from '#shared/events/log-pointer.ts'

/** patron-ingest: go and process this range of the log. */
export const ingestMessageSchema = logPointerSchema
export type IngestMessage = z.infer<typeof ingestMessageSchema>

/** patron-jobs: do the next step of this piece of long work. The work's own row knows which step that is. */
export const jobMessageSchema = z.object({
  version: z.literal(1),
  kind: z.literal('import'),
  tenantId: z.string().min(1),
  importId: z.string().min(1),
})
export type JobMessage = z.infer<typeof jobMessageSchema>
