import * as z from 'zod'
import { parseIso } from '../../kernel/time.ts'

const withoutZone = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/

/** A moment as Lightspeed writes it, as epoch ms: ISO 8601, or in webhooks "2026-11-20 21:16:51", which is UTC. */
export const lightspeedMomentSchema = z.string().transform((text, context) => {
  const epochMs = parseIso(withoutZone.test(text) ? `${text.replace(' ', 'T')}Z` : text)
  if (epochMs !== undefined) return epochMs
  context.addIssue({ code: 'custom', message: 'is not a moment' })
  return z.NEVER
})
