import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { privacyRequestKinds } from '../../privacy/privacy-request-kinds.ts'

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
    kind: text('kind', { enum: privacyRequestKinds }).notNull(),
    mode: text('mode', { enum: ['delete', 'suppress'] }).notNull(),
    customerId: text('customer_id').notNull(),
    /** `open`: waits for staff. */
    status: text('status', { enum: ['open', 'running', 'done'] }).notNull(),
    requestedAt: integer('requested_at').notNull(),
    requestedBy: text('requested_by').notNull(),
    completedAt: integer('completed_at'),
    /** When the law wants it answered; null for one that was made before there were deadlines. */
    dueAt: integer('due_at'),
    /** Of an export: the object in R2 that holds it, as long as it may be fetched. */
    resultKey: text('result_key'),
    /** Until when the result may be fetched. */
    resultUntil: integer('result_until'),
    receipt: text('receipt', { mode: 'json' }).$type<ErasureReceipt[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.requestId] })],
)
export type PrivacyRequestRow = typeof privacyRequestTable.$inferSelect
