import * as z from 'zod'
import { userRoles } from '../access/roles.ts'
import { momentSchema } from './money.ts'

export const createSessionRequestSchema = z
  .object({ email: z.string().trim().min(1).max(320), password: z.string().min(1).max(1024) })
  .meta({ id: 'CreateSessionRequest' })

export const sessionSchema = z
  .object({
    token: z.string().meta({ description: 'Send it as `Authorization: Bearer`' }),
    expiresAt: momentSchema,
    user: z.object({ email: z.string(), displayName: z.string(), role: z.enum(userRoles) }),
    tenant: z.object({ name: z.string(), currency: z.string(), timeZone: z.string(), country: z.string() }),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof sessionSchema>

/** GET /v1/sessions/current: the same without the token, to show who is signed in. */
export const currentSessionSchema = sessionSchema
  .omit({ token: true, expiresAt: true })
  .meta({ id: 'CurrentSession' })
export type CurrentSession = z.infer<typeof currentSessionSchema>
