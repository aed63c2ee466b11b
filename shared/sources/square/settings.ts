import * as z from 'zod'

/** What can be set for a Square connection. */
export const squareSettingsSchema = z.object({
  /** Which of Square's two worlds the access token belongs to. */
  environment: z.enum(['production', 'sandbox']).default('production'),
})
