import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MergeRule } from '../../identity/decisions.ts'

/** Every merge of two customers, with what made it. A projection of the identity directory's own rows. */
export const mergeHistoryTable = sqliteTable(
  'merge_history',
  {
    tenantId: text('tenant_id').notNull(),
    mergeId: text('merge_id').notNull(),
    survivorId: text('survivor_id').notNull(),
    mergedId: text('merged_id').notNull(),
    mergedAt: integer('merged_at').notNull(),
    /** Which rule decided, and in which version of the rules. */
    rule: text('rule').$type<MergeRule>().notNull(),
    ruleVersion: integer('rule_version').notNull(),
    /** The event that carried identifiers of both; empty when a person or the matcher decided. */
    eventKey: text('event_key').notNull(),
    identifiers: text('identifiers', { mode: 'json' }).$type<string[]>().notNull(),
    /** Who decided; null for a rule. */
    decidedBy: text('decided_by'),
    undoneAt: integer('undone_at'),
    undoneBy: text('undone_by'),
    /** A row is only ever replaced by one of a higher version. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.mergeId] }),
    index('merge_history_survivor').on(table.tenantId, table.survivorId),
    index('merge_history_merged').on(table.tenantId, table.mergedId),
  ],
)
export type MergeHistoryRow = typeof mergeHistoryTable.$inferSelect
