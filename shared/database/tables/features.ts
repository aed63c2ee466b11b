import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { FeatureVector } from '../../features/feature-definition.ts'

/**
 * The features of a customer as of the last event that changed them. A projection of the customer object: a row is only
 * ever replaced by one of a higher version, and deleted with the customer.
 */
export const featuresTable = sqliteTable(
  'features',
  {
    tenantId: text('tenant_id').notNull(),
    customerId: text('customer_id').notNull(),
    version: integer('version').notNull(),
    /** The moment the features are of, UTC epoch ms: that of the customer's last event. */
    asOf: integer('as_of').notNull(),
    /** By the names of the feature catalogue. */
    vector: text('vector', { mode: 'json' }).$type<FeatureVector>().notNull(),
    /** What was done on which day, from which the features of any later or earlier moment can be computed. */
    activity: text('activity').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.customerId] })],
)
export type FeaturesRow = typeof featuresTable.$inferSelect
