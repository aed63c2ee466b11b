import * as z from 'zod'
import { parseIso } from '../../kernel/time.ts'

/** A moment as Square writes it (RFC 3339), as epoch ms. */
export const squareMomentSchema = z.string().transform((text, context) => {
  const epochMs = parseIso(text)
  if (epochMs !== undefined) return epochMs
  context.addIssue({ code: 'custom', message: 'is not an RFC 3339 moment' })
  return z.NEVER
})
