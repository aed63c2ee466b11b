import * as z from 'zod'
import { permissionNames } from '../access/permissions.ts'
import { staffRoles } from '../access/roles.ts'
import { momentSchema } from './money.ts'

export const keyRoles = ['write', ...staffRoles] as const
const scopeSchema = z.enum(permissionNames)

export const apiKeySchema = z
  .object({
    keyId: z.string().meta({ description: 'Stands in the key itself, after the prefix' }),
    label: z.string(),
    role: z.enum(keyRoles),
    scopes: z
      .array(scopeSchema)
      .nullable()
      .meta({ description: 'Of what the role may, only this; null: all' }),
    connectionId: z.string(),
    allowedOrigins: z.array(z.string()).nullable(),
    status: z.enum(['active', 'expired', 'revoked']),
    createdAt: momentSchema,
    createdBy: z.string(),
    expiresAt: momentSchema.nullable(),
    lastUsedAt: momentSchema.nullable().meta({ description: 'To the hour' }),
    revokedAt: momentSchema.nullable(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKeyView = z.infer<typeof apiKeySchema>

export const apiKeyListSchema = z
  .object({
    apiKeys: z.array(apiKeySchema),
    grantableRoles: z.array(z.enum(keyRoles)).meta({ description: 'What the caller may give a key' }),
    grantableScopes: z.array(scopeSchema),
  })
  .meta({ id: 'ApiKeyList' })
export type ApiKeyList = z.infer<typeof apiKeyListSchema>

const originSchema = z
  .string()
  .max(253)
  .refine(
    (text) => /^https?:\/\//.test(text) && URL.parse(text)?.origin === text,
    'must be an origin such as https://shop.example',
  )

export const createApiKeySchema = z
  .object({
    label: z.string().trim().min(1).max(100),
    role: z.enum(keyRoles).meta({ description: '`write`: may send events and nothing else' }),
    scopes: z.array(scopeSchema).min(1).max(permissionNames.length).nullable().default(null),
    connectionId: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be small letters, digits and hyphens, up to 40')
      .default('web')
      .meta({ description: 'The connection that its events come through' }),
    allowedOrigins: z
      .array(originSchema)
      .min(1)
      .max(50)
      .nullable()
      .default(null)
      .meta({ description: 'For a write key: only pages on these origins may use it; null: all may' }),
    expiresInDays: z.int().min(1).max(3650).nullable().default(null),
  })
  .meta({ id: 'CreateApiKey' })
export type NewApiKey = z.input<typeof createApiKeySchema>

export const createdApiKeySchema = z
  .object({ apiKey: apiKeySchema, key: z.string().meta({ description: 'Shown this once' }) })
  .meta({ id: 'CreatedApiKey' })
export type CreatedApiKey = z.infer<typeof createdApiKeySchema>
