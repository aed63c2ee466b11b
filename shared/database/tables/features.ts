import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { FeatureVector } from '../../features/feature-definition.ts'

/**
 * What features of a customer are made of beside the orders, and the features themselves. A projection of the customer
 * object: what is kept of it is only ever replaced by that of a higher version, and the row is deleted with the customer.
 */
export const featuresTable = sqliteTable(
  'features',
  {
    tenantId: text('tenant_id').notNull(),
    customerId: text('customer_id').notNull(),
    version: integer('version').notNull(),
    /** What was done in which half hour, from which the features of any moment can be computed (`activityText`). */
    activity: text('activity').notNull(),
    /** By the names of the feature catalogue, as they were when all models last predicted; null before. */
    vector: text('vector', { mode: 'json' }).$type<FeatureVector>(),
    /** The moment the vector is of, UTC epoch ms. */
    asOf: integer('as_of'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.customerId] })],
)
export type FeaturesRow = typeof featuresTable.$inferSelect
