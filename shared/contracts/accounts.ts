import * as z from 'zod'
import { userRoles } from '../access/roles.ts'
import { momentSchema } from './money.ts'
import { emailSchema, tenantIdSchema } from './sessions.ts'

/** A password somebody chooses. What else is refused of it: shared/access/refuse-password.ts. */
export const newPasswordSchema = z.string().min(12, 'must have 12 characters or more').max(1024)
const currentPasswordSchema = z.string().min(1).max(1024)
export const displayNameSchema = z.string().trim().min(1).max(200)

export const accountSchema = z
  .object({
    userId: z.string(),
    email: z.string(),
    displayName: z.string(),
    role: z.enum(userRoles),
    hasPassword: z.boolean().meta({ description: 'False for somebody whom only a provider signs in' }),
    secondFactor: z.object({
      isOn: z.boolean(),
      recoveryCodesLeft: z.int(),
    }),
    lastSignedInAt: momentSchema.nullable(),
    createdAt: momentSchema,
  })
  .meta({ id: 'Account' })
export type Account = z.infer<typeof accountSchema>

export const updateAccountSchema = z.object({ displayName: displayNameSchema }).meta({ id: 'UpdateAccount' })
export type AccountChanges = z.infer<typeof updateAccountSchema>

export const changePasswordSchema = z
  .object({ currentPassword: currentPasswordSchema, newPassword: newPasswordSchema })
  .meta({ id: 'ChangePassword' })
export type PasswordChange = z.infer<typeof changePasswordSchema>

/** POST /v1/account/second-factor: to be entered into an authenticator, then confirmed. */
export const secondFactorSetUpSchema = z
  .object({
    secret: z
      .string()
      .meta({ description: 'Base 32, to be typed in', example: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' }),
    uri: z.string().meta({ description: 'The same as an otpauth address' }),
    qrCodeSvg: z.string().meta({ description: 'The address as a picture, SVG' }),
  })
  .meta({ id: 'SecondFactorSetUp' })
export type SecondFactorSetUp = z.infer<typeof secondFactorSetUpSchema>

/** Six digits of the authenticator, or a recovery code. */
const secondFactorCodeSchema = z.string().trim().min(6).max(32)

export const startSecondFactorSchema = z
  .object({
    password: currentPasswordSchema,
    code: secondFactorCodeSchema.optional().meta({
      description: 'Needed when a second factor is on, which the new one is to replace: a code of it',
    }),
  })
  .meta({ id: 'StartSecondFactor' })

export const confirmSecondFactorSchema = z
  .object({
    code: z
      .string()
      .trim()
      .regex(/^\d{6}$/, 'must be six digits'),
  })
  .meta({ id: 'ConfirmSecondFactor' })

export const recoveryCodesSchema = z
  .object({
    recoveryCodes: z
      .array(z.string())
      .meta({ description: 'Each good once, instead of a code. Shown this once' }),
  })
  .meta({ id: 'RecoveryCodes' })
export type RecoveryCodes = z.infer<typeof recoveryCodesSchema>

export const removeSecondFactorSchema = z
  .object({ password: currentPasswordSchema, code: secondFactorCodeSchema })
  .meta({ id: 'RemoveSecondFactor' })
export type SecondFactorProof = z.infer<typeof startSecondFactorSchema>

export const accountSessionSchema = z
  .object({
    sessionId: z.string(),
    isCurrent: z.boolean().meta({ description: 'The one that asks' }),
    method: z.enum(['password', 'password-and-code', 'provider']),
    userAgent: z.string().meta({ description: 'What the browser or app says it is' }),
    createdAt: momentSchema,
    lastUsedAt: momentSchema.meta({ description: 'When its token was renewed last' }),
    expiresAt: momentSchema,
  })
  .meta({ id: 'AccountSession' })
export type AccountSession = z.infer<typeof accountSessionSchema>

export const accountSessionListSchema = z
  .object({ sessions: z.array(accountSessionSchema) })
  .meta({ id: 'AccountSessionList' })
export type AccountSessionList = z.infer<typeof accountSessionListSchema>

export const requestPasswordResetSchema = z
  .object({ email: emailSchema, tenantId: tenantIdSchema.optional() })
  .meta({ id: 'RequestPasswordReset' })
export type PasswordResetRequest = z.infer<typeof requestPasswordResetSchema>

/** The same whether the account exists or not. */
export const passwordResetRequestedSchema = z
  .object({
    message: z.string(),
    links: z.array(z.string()).optional().meta({
      description: 'In development without a mail service only: what the mail would have held',
    }),
  })
  .meta({ id: 'PasswordResetRequested' })
export type PasswordResetRequested = z.infer<typeof passwordResetRequestedSchema>

export const resetPasswordSchema = z.object({ newPassword: newPasswordSchema }).meta({ id: 'ResetPassword' })

export const acceptInvitationSchema = z
  .object({ password: newPasswordSchema, displayName: displayNameSchema.optional() })
  .meta({ id: 'AcceptInvitation' })
export type AcceptedInvitation = z.infer<typeof acceptInvitationSchema>

/** Who a link was for, to sign in with. */
export const linkedAccountSchema = z
  .object({ email: z.string(), displayName: z.string(), tenantName: z.string() })
  .meta({ id: 'LinkedAccount' })
export type LinkedAccount = z.infer<typeof linkedAccountSchema>
