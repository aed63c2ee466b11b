import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/**
 * The vectors of one model that a vector database holds, or may hold, for a tenant: written before the first of them is sent, and deleted
 * after the last of them is deleted there.
 */
export const vectorSetTable = sqliteTable('vector_set', {
  tenantId: text('tenant_id').primaryKey(),
  /** Ids in the vector database are this and the number of the item, so no two writings get in each other's way. */
  setId: text('set_id').notNull(),
  /** The model they are of; '': none any more, and they are to be deleted. */
  artifactKey: text('artifact_key').notNull(),
  vectorCount: integer('vector_count').notNull(),
  /** So many were sent, from the first on. */
  sentCount: integer('sent_count').notNull(),
  /** Since when it is like this: sent, or to be deleted. */
  begunAt: integer('begun_at').notNull(),
  /** Since when all of them are found; null: they are not yet. */
  readyAt: integer('ready_at'),
})
export type VectorSetRow = typeof vectorSetTable.$inferSelect
