import * as z from 'zod'
import { userRoles } from '../access/roles.ts'
import { accountSessionSchema, displayNameSchema } from './accounts.ts'
import { momentSchema } from './money.ts'

export const userSchema = z
  .object({
    userId: z.string(),
    email: z.string(),
    displayName: z.string(),
    role: z.enum(userRoles),
    status: z.enum(['invited', 'active', 'disabled']),
    hasSecondFactor: z.boolean(),
    lastSignedInAt: momentSchema.nullable(),
    createdAt: momentSchema,
    mayBeChanged: z.boolean().meta({ description: 'Whether the caller may change or remove this person' }),
  })
  .meta({ id: 'User' })
export type UserView = z.infer<typeof userSchema>

export const userListSchema = z
  .object({
    users: z.array(userSchema),
    grantableRoles: z.array(z.enum(userRoles)).meta({ description: 'What the caller may make somebody' }),
  })
  .meta({ id: 'UserList' })
export type UserList = z.infer<typeof userListSchema>

export const inviteUserSchema = z
  .object({
    email: z.email('must be an e-mail address').max(254),
    displayName: displayNameSchema,
    role: z.enum(userRoles),
  })
  .meta({ id: 'InviteUser' })
export type Invitation = z.infer<typeof inviteUserSchema>

/** An invited person, with the link that lets them choose a password. */
export const invitedUserSchema = z
  .object({
    user: userSchema,
    invitationUrl: z.string().meta({ description: 'Good once, for 7 days. Shown this once' }),
    isMailed: z.boolean().meta({ description: 'Whether it was sent to the person as well' }),
  })
  .meta({ id: 'InvitedUser' })
export type InvitedUser = z.infer<typeof invitedUserSchema>

export const updateUserSchema = z
  .object({
    displayName: displayNameSchema.optional(),
    role: z.enum(userRoles).optional(),
    status: z.enum(['active', 'disabled']).optional(),
  })
  .meta({ id: 'UpdateUser' })
export type UserChanges = z.infer<typeof updateUserSchema>

export const userSessionListSchema = z
  .object({ sessions: z.array(accountSessionSchema) })
  .meta({ id: 'UserSessionList' })
export type UserSessionList = z.infer<typeof userSessionListSchema>
