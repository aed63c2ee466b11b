import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { IdentityRules } from '../../identity/identity-rules.ts'
import type { JsonObject } from '../../kernel/json.ts'

/** One brand or shop. Everything else belongs to exactly one tenant. */
export const tenantTable = sqliteTable('tenant', {
  tenantId: text('tenant_id').primaryKey(),
  name: text('name').notNull(),
  /** ISO 3166 alpha-2; a phone number without a country is read as one of this country. */
  country: text('country').notNull(),
  /** ISO 4217; the currency of totals. */
  currency: text('currency').notNull(),
  /** IANA name; decides which day a sale belongs to. */
  timeZone: text('time_zone').notNull(),
  /** Shards of the event log; fixed when the tenant is made. */
  logShardCount: integer('log_shard_count').notNull(),
  /** 0: one Durable Object a customer. N: customers share N objects. Fixed when the tenant is made. */
  customerCellCount: integer('customer_cell_count').notNull(),
  /** Rules of identity that differ from the default; null when none do. */
  identityRules: text('identity_rules', { mode: 'json' }).$type<IdentityRules>(),
  /** The shop's own phone numbers: staff type them in when a buyer gives none, so they name nobody. */
  ownPhones: text('own_phones', { mode: 'json' }).$type<string[]>(),
  createdAt: integer('created_at').notNull(),
})

/** A person who signs in to the dashboard. */
export const userAccountTable = sqliteTable('user_account', {
  email: text('email').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  displayName: text('display_name').notNull(),
  role: text('role', { enum: ['manager', 'customer'] }).notNull(),
  passwordHash: text('password_hash').notNull(),
  /** 1 for the published demo account, which production refuses. */
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
})

/** A secret a program calls with. Only its SHA-256 is stored. */
export const apiKeyTable = sqliteTable('api_key', {
  keyHash: text('key_hash').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  label: text('label').notNull(),
  /** `write`: may only send tracking events. `admin`: may do everything. */
  role: text('role', { enum: ['write', 'admin'] }).notNull(),
  /** For a write key: the connection its events come through. */
  connectionId: text('connection_id').notNull(),
  isDemo: integer('is_demo', { mode: 'boolean' }).notNull(),
  createdAt: integer('created_at').notNull(),
})

/** One outside system that sends events to one tenant: a Shopify shop, say. */
export const connectionTable = sqliteTable(
  'connection',
  {
    source: text('source').notNull(),
    connectionId: text('connection_id').notNull(),
    tenantId: text('tenant_id').notNull(),
    /** What staff call it. */
    label: text('label').notNull().default(''),
    /** A paused one takes deliveries and processes none of them: they are answered 503, so that the sender tries again. */
    status: text('status', { enum: ['active', 'paused'] })
      .notNull()
      .default('active'),
    /** JSON array: the secret in use first, then one that is being rotated out. Sealed, but for the demo's. */
    secrets: text('secrets', { mode: 'json' }).$type<string[]>().notNull(),
    /** When the secret that is being rotated out stops being taken; null: there is none. */
    oldSecretUntil: integer('old_secret_until'),
    /** What Patron calls the outside system with (an access token, say), sealed; null when it never calls. */
    sealedCredentials: text('sealed_credentials'),
    settings: text('settings', { mode: 'json' }).$type<JsonObject>().notNull().default({}),
    isDemo: integer('is_demo', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.connectionId] })],
)
export type ConnectionRow = typeof connectionTable.$inferSelect
