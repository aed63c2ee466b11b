import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Channel } from '../../events/event.ts'

/**
 * What lists, search and counts need of a customer. A projection of the customer object, which is the truth: a row is
 * only ever replaced by one of a higher version.
 */
export const customerProfileTable = sqliteTable(
  'customer_profile',
  {
    tenantId: text('tenant_id').notNull(),
    customerId: text('customer_id').notNull(),
    version: integer('version').notNull(),
    /** Set on a customer that turned out to be another one; such a row is in no list. */
    mergedInto: text('merged_into'),
    /** Set on a customer that asked to be forgotten; the row stays, empty, so that nothing late fills it again. */
    erasedAt: integer('erased_at'),
    /** Since when the customer's data may only be kept (Art. 18 GDPR); null: it may be used. */
    restrictedAt: integer('restricted_at'),
    /** What the customer said about being profiled; null: nothing. */
    isProfilingAllowed: integer('is_profiling_allowed', { mode: 'boolean' }),
    displayName: text('display_name').notNull(),
    email: text('email'),
    phone: text('phone'),
    /** Lower-case name, e-mails and phone numbers in one text, for search by a part. */
    searchText: text('search_text').notNull(),
    firstSeenAt: integer('first_seen_at').notNull(),
    lastSeenAt: integer('last_seen_at').notNull(),
    orderCount: integer('order_count').notNull(),
    /** In the tenant's currency. */
    revenueMinor: integer('revenue_minor').notNull(),
    channels: text('channels', { mode: 'json' }).$type<Channel[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.customerId] }),
    index('customer_profile_last_seen').on(table.tenantId, table.lastSeenAt),
    // To count those that are to be seen by the index alone: their rows are long.
    index('customer_profile_listed')
      .on(table.tenantId)
      .where(sql`merged_into is null and erased_at is null and last_seen_at > 0`),
  ],
)
export type CustomerProfileRow = typeof customerProfileTable.$inferSelect
