import * as z from 'zod'
import { permissionNames } from '../access/permissions.ts'
import { userRoles } from '../access/roles.ts'
import { momentSchema } from './money.ts'

export const emailSchema = z.string().trim().min(1).max(320)
export const tenantIdSchema = z.string().trim().min(1).max(64)

export const createSessionRequestSchema = z
  .object({
    email: emailSchema,
    password: z.string().min(1).max(1024),
    tenantId: tenantIdSchema.optional().meta({
      description: 'Needed only when the address has accounts with the same password in several shops',
    }),
    code: z.string().trim().min(6).max(32).optional().meta({
      description: 'The six digits of the second factor, or one of the recovery codes',
      example: '287082',
    }),
  })
  .meta({ id: 'CreateSessionRequest' })
export type NewSession = z.infer<typeof createSessionRequestSchema>

const signedInSchema = z.object({
  sessionId: z.string(),
  user: z.object({
    userId: z.string(),
    email: z.string(),
    displayName: z.string(),
    role: z.enum(userRoles),
  }),
  tenant: z.object({
    tenantId: z.string(),
    name: z.string(),
    currency: z.string(),
    timeZone: z.string(),
    country: z.string(),
  }),
  secondFactor: z
    .object({
      dueAt: momentSchema.nullable().meta({
        description: 'By when the shop wants a second factor to be set up; null: it is, or need not be',
      }),
      isMissing: z.boolean().meta({
        description: 'That time is over: nothing but setting it up is answered',
      }),
    })
    .meta({ id: 'SecondFactorDemand' }),
})

export const sessionSchema = signedInSchema
  .extend({
    token: z.string().meta({ description: 'Send it as `Authorization: Bearer`; good for minutes' }),
    expiresAt: momentSchema.meta({ description: 'When `token` ends' }),
    refreshToken: z.string().meta({
      description: 'Exchange it once at POST /v1/sessions/refresh. Keep it as safe as a password',
    }),
    refreshTokenExpiresAt: momentSchema,
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof sessionSchema>

export const refreshSessionRequestSchema = z
  .object({ refreshToken: z.string().min(1).max(512) })
  .meta({ id: 'RefreshSessionRequest' })

/** POST /v1/sessions/refresh: new tokens of the same session. */
export const sessionTokensSchema = sessionSchema
  .pick({ token: true, expiresAt: true, refreshToken: true, refreshTokenExpiresAt: true })
  .meta({ id: 'SessionTokens' })
export type SessionTokens = z.infer<typeof sessionTokensSchema>

/** GET /v1/sessions/current: who is signed in, and what they may do. */
export const currentSessionSchema = signedInSchema
  .extend({ permissions: z.array(z.enum(permissionNames)) })
  .meta({ id: 'CurrentSession' })
export type CurrentSession = z.infer<typeof currentSessionSchema>

export const startProviderSignInSchema = z
  .object({ tenantId: tenantIdSchema })
  .meta({ id: 'StartProviderSignIn' })

export const providerSignInSchema = z
  .object({
    authorizationUrl: z.string().meta({ description: 'Where the person signs in' }),
    flow: z.string().meta({
      description:
        'Sealed; keep it where only this browser has it, and send it back with what the provider answers',
    }),
    expiresAt: momentSchema,
  })
  .meta({ id: 'ProviderSignIn' })
export type ProviderSignIn = z.infer<typeof providerSignInSchema>

export const completeProviderSignInSchema = z
  .object({
    code: z.string().min(1).max(4096),
    state: z.string().min(1).max(512),
    flow: z.string().min(1).max(4096),
    iss: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Who answered, where the provider says so (RFC 9207)' }),
  })
  .meta({ id: 'CompleteProviderSignIn' })
export type CompletedProviderSignIn = z.infer<typeof completeProviderSignInSchema>
