import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Permission } from '../../access/permissions.ts'
import { staffRoles } from '../../access/roles.ts'

/** A secret a program calls with. Only its keyed hash is stored. */
export const apiKeyTable = sqliteTable(
  'api_key',
  {
    keyHash: text('key_hash').primaryKey(),
    /** What the key is spoken of by; it stands in the key itself. */
    keyId: text('key_id').notNull(),
    tenantId: text('tenant_id').notNull(),
    label: text('label').notNull(),
    /** `write`: may only send events. Others may do what staff of that role may. */
    role: text('role', { enum: ['write', ...staffRoles] }).notNull(),
    /** Of what the role may, only this; null: all of it. */
    scopes: text('scopes', { mode: 'json' }).$type<Permission[]>(),
    /** For a write key: the connection its events come through. */
    connectionId: text('connection_id').notNull(),
    /** Pages on these origins may use a write key; null: all pages may. */
    allowedOrigins: text('allowed_origins', { mode: 'json' }).$type<string[]>(),
    isDemo: integer('is_demo', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull().default(''),
    expiresAt: integer('expires_at'),
    /** To the hour. */
    lastUsedAt: integer('last_used_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [
    uniqueIndex('api_key_id').on(table.keyId),
    index('api_key_tenant').on(table.tenantId, table.createdAt),
  ],
)
export type ApiKeyRow = typeof apiKeyTable.$inferSelect
