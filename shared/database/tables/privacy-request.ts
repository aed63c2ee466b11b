import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What was forgotten in one store. */
export interface ErasureReceipt {
  readonly store: string
  readonly forgotten: number
  readonly unit: string
}

/** What a person, or a shop, asks for about what is known, and how far it has come. Holds nothing that names the person. */
export const privacyRequestTable = sqliteTable(
  'privacy_request',
  {
    tenantId: text('tenant_id').notNull(),
    requestId: text('request_id').notNull(),
    /** `shop-erasure`: a shop has left and wants its connection's data gone. */
    kind: text('kind', { enum: ['erasure', 'export', 'shop-erasure'] }).notNull(),
    mode: text('mode', { enum: ['delete', 'suppress'] }).notNull(),
    customerId: text('customer_id').notNull(),
    /** `open`: waits for staff. */
    status: text('status', { enum: ['open', 'running', 'done'] }).notNull(),
    requestedAt: integer('requested_at').notNull(),
    requestedBy: text('requested_by').notNull(),
    completedAt: integer('completed_at'),
    receipt: text('receipt', { mode: 'json' }).$type<ErasureReceipt[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.requestId] })],
)
export type PrivacyRequestRow = typeof privacyRequestTable.$inferSelect
