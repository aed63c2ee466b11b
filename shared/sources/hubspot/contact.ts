import * as z from 'zod'
import { parseIso } from '../../kernel/time.ts'

const moment = z.string().transform((text, context) => {
  const epochMs = parseIso(text)
  if (epochMs !== undefined) return epochMs
  context.addIssue({ code: 'custom', message: 'is not an ISO 8601 moment' })
  return z.NEVER
})

/** One contact as the API has it. Properties are texts, whatever they mean. */
export const hubspotContactSchema = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: moment.nullish(),
  updatedAt: moment,
})
export type HubspotContact = z.infer<typeof hubspotContactSchema>
