import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { StaffRole } from '../../access/roles.ts'
import type { IdentityRules } from '../../identity/identity-rules.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { RetentionDays } from '../../privacy/retention-days.ts'

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
  /** A suspended tenant's credentials are refused and its events answered 403; `deleting` is the same for good. */
  status: text('status', { enum: ['active', 'suspended', 'deleting'] })
    .notNull()
    .default('active'),
  /** Where the tenant's objects live; fixed when the tenant is made. */
  residency: text('residency', { enum: ['anywhere', 'eu'] })
    .notNull()
    .default('anywhere'),
  /** How long each kind of data is kept, where it differs from the default; null when none does. */
  retention: text('retention', { mode: 'json' }).$type<Partial<RetentionDays>>(),
  /** Whether customers are profiled who said nothing about it; null: as the country's law wants. */
  isProfilingOptOut: integer('is_profiling_opt_out', { mode: 'boolean' }),
  /** Whether Global Privacy Control of a browser counts for nothing; else it is a refusal of sale and profiling. */
  isPrivacySignalIgnored: integer('is_privacy_signal_ignored', { mode: 'boolean' }).notNull().default(false),
  /** Who must have a second factor. */
  secondFactorRoles: text('second_factor_roles', { mode: 'json' }).$type<StaffRole[]>().notNull().default([]),
  /** Since when; from then on there is some time to set it up. Null: nobody must. */
  secondFactorSince: integer('second_factor_since'),
  /** By which share of the usual a purchase or a day has to be off to be called unusual; null: as usual. */
  spendingDeviationThreshold: real('spending_deviation_threshold'),
  createdAt: integer('created_at').notNull(),
})
export type TenantRow = typeof tenantTable.$inferSelect

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
