import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { userRoles } from '../../access/roles.ts'

/** A person who signs in: staff to the dashboard, a customer to what is known about them. One address may have one in several tenants. */
export const userAccountTable = sqliteTable(
  'user_account',
  {
    userId: text('user_id').primaryKey(),
    tenantId: text('tenant_id').notNull(),
    /** Trimmed, NFKC, lower case. */
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    role: text('role', { enum: userRoles }).notNull(),
    /** `invited`: has no password yet. `disabled`: may not sign in. */
    status: text('status', { enum: ['invited', 'active', 'disabled'] })
      .notNull()
      .default('active'),
    /** See `workers/credentials/password.ts`; null until an invited person chose one, or when only a provider signs them in. */
    passwordHash: text('password_hash'),
    /** The secret of the second factor, sealed; it counts once `totpConfirmedAt` is set. */
    sealedTotpSecret: text('sealed_totp_secret'),
    totpConfirmedAt: integer('totp_confirmed_at'),
    /** The secret that takes the place of the one that counts, once a code of it was shown; null: none is being set up. */
    sealedNextTotpSecret: text('sealed_next_totp_secret'),
    /** The time step of the last code that was taken: none is taken twice. */
    totpLastStep: integer('totp_last_step'),
    /** Keyed hashes of the recovery codes that are left. */
    recoveryCodeHashes: text('recovery_code_hashes', { mode: 'json' })
      .$type<string[]>()
      .notNull()
      .default([]),
    /** Wrong passwords and codes since the last right one. */
    failedAttemptCount: integer('failed_attempt_count').notNull().default(0),
    /** Until when sign-in is refused after too many wrong ones; null: it is not. */
    lockedUntil: integer('locked_until'),
    lastSignedInAt: integer('last_signed_in_at'),
    /** The person at the provider who signs in to this account (`iss` and `sub` of OpenID Connect); null until the first time. */
    providerIssuer: text('provider_issuer'),
    providerSubject: text('provider_subject'),
    /** 1 for the published demo account, which production refuses. */
    isDemo: integer('is_demo', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    uniqueIndex('user_account_email').on(table.tenantId, table.email),
    index('user_account_sign_in').on(table.email),
    uniqueIndex('user_account_provider').on(table.tenantId, table.providerIssuer, table.providerSubject),
  ],
)
export type UserAccountRow = typeof userAccountTable.$inferSelect

/** One signed-in browser or app, as its owner sees it and can end it. */
export const userSessionTable = sqliteTable(
  'user_session',
  {
    sessionId: text('session_id').primaryKey(),
    tenantId: text('tenant_id').notNull(),
    userId: text('user_id').notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    /** How often the refresh token was exchanged; only the token with this number is good. */
    refreshCount: integer('refresh_count').notNull(),
    refreshedAt: integer('refreshed_at').notNull(),
    /** How the person showed who they are. */
    method: text('method', { enum: ['password', 'password-and-code', 'provider'] }).notNull(),
    userAgent: text('user_agent').notNull(),
    revokedAt: integer('revoked_at'),
    revokedBecause: text('revoked_because', {
      enum: [
        'signed-out',
        'ended',
        'token-reused',
        'password-changed',
        'second-factor-changed',
        'account-changed',
      ],
    }),
  },
  (table) => [index('user_session_user').on(table.tenantId, table.userId)],
)
export type UserSessionRow = typeof userSessionTable.$inferSelect

/** A link that was sent to a person: good once, and for a while. Only its keyed hash is stored. */
export const accountLinkTable = sqliteTable('account_link', {
  linkHash: text('link_hash').primaryKey(),
  tenantId: text('tenant_id').notNull(),
  userId: text('user_id').notNull(),
  purpose: text('purpose', { enum: ['invitation', 'password-reset'] }).notNull(),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
})

/** Who signs in a tenant's staff instead of a password: Cloudflare Access or any OpenID Connect issuer. */
export const identityProviderTable = sqliteTable('identity_provider', {
  tenantId: text('tenant_id').primaryKey(),
  issuer: text('issuer').notNull(),
  clientId: text('client_id').notNull(),
  sealedClientSecret: text('sealed_client_secret').notNull(),
  /** Only addresses of these domains are let in, and only verified ones. */
  emailDomains: text('email_domains', { mode: 'json' }).$type<string[]>().notNull(),
  /** What somebody becomes who signs in for the first time; null: only who was invited is let in. */
  newUserRole: text('new_user_role', { enum: userRoles }),
  /** How the provider must say that the person showed who they are (`acr`); null: in any way. */
  requiredAcr: text('required_acr'),
  /** What it must say was used for that, all of them (`amr`, RFC 8176). */
  requiredAmr: text('required_amr', { mode: 'json' }).$type<string[]>().notNull().default([]),
  createdAt: integer('created_at').notNull(),
})
