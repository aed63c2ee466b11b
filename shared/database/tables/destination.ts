import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Audience, Constants, FieldMapping, Purpose } from '../../destinations/destination-rules.ts'
import type { JsonObject } from '../../kernel/json.ts'

/** What of which customers is sent to an outside system, through one of the tenant's connections. */
export const destinationTable = sqliteTable(
  'destination',
  {
    tenantId: text('tenant_id').notNull(),
    destinationId: text('destination_id').notNull(),
    source: text('source').notNull(),
    connectionId: text('connection_id').notNull(),
    label: text('label').notNull(),
    /** A paused one is not called, not even to tell it who was erased. */
    status: text('status', { enum: ['active', 'paused'] }).notNull(),
    /** Goes up with every change of what is sent; then every customer is looked at again. */
    revision: integer('revision').notNull(),
    fields: text('fields', { mode: 'json' }).$type<FieldMapping[]>().notNull(),
    constants: text('constants', { mode: 'json' }).$type<Constants>().notNull(),
    audience: text('audience', { mode: 'json' }).$type<Audience>().notNull(),
    purpose: text('purpose', { mode: 'json' }).$type<Purpose>().notNull(),
    /** What becomes of the record of a customer who is not to be sent any more. */
    whenLeaving: text('when_leaving', { enum: ['keep', 'delete'] }).notNull(),
    /** Null: only when a person starts it. */
    everyMinutes: integer('every_minutes'),
    /** What only this kind of outside system has: object, path, template ... */
    options: text('options', { mode: 'json' }).$type<JsonObject>().notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.destinationId] })],
)
export type DestinationRow = typeof destinationTable.$inferSelect

/** One bringing up to date of a destination, and how far it has come. A step is claimed by raising `step`. */
export const destinationRunTable = sqliteTable(
  'destination_run',
  {
    tenantId: text('tenant_id').notNull(),
    runId: text('run_id').notNull(),
    destinationId: text('destination_id').notNull(),
    /** First who was erased is told, then customers are sent, then those who left are removed. */
    state: text('state', {
      enum: ['erasing', 'sending', 'removing', 'done', 'failed', 'cancelled'],
    }).notNull(),
    step: integer('step').notNull(),
    /** The customer at which the page before ended. */
    cursor: text('cursor').notNull(),
    startedAt: integer('started_at').notNull(),
    progressedAt: integer('progressed_at').notNull(),
    finishedAt: integer('finished_at'),
    sentCount: integer('sent_count').notNull(),
    unchangedCount: integer('unchanged_count').notNull(),
    /** Looked at and not sent: outside the audience, refused the purpose, nothing to match by. */
    heldCount: integer('held_count').notNull(),
    /** Refused by the outside system. */
    rejectedCount: integer('rejected_count').notNull(),
    removedCount: integer('removed_count').notNull(),
    erasedCount: integer('erased_count').notNull(),
    failure: text('failure'),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.runId] }),
    index('destination_run_destination').on(table.tenantId, table.destinationId, table.startedAt),
  ],
)
export type DestinationRunRow = typeof destinationRunTable.$inferSelect

/** What became of one customer at one destination the last time. Of the person it holds only what the outside system said. */
export const destinationLedgerTable = sqliteTable(
  'destination_ledger',
  {
    tenantId: text('tenant_id').notNull(),
    customerId: text('customer_id').notNull(),
    destinationId: text('destination_id').notNull(),
    /** `leaving`: its record is to be removed there. `erased`: for good, because the person asked to be forgotten. */
    state: text('state', { enum: ['sent', 'held', 'rejected', 'leaving', 'erased'] }).notNull(),
    /** Of the customer, and of the destination, that were looked at. */
    version: integer('version').notNull(),
    revision: integer('revision').notNull(),
    /** Of what was sent last and taken; null: nothing is known to be there as it should be. */
    contentHash: integer('content_hash'),
    /** The outside system's name of the record; null: there is none of ours. */
    remoteId: text('remote_id'),
    /** Why it was refused, or held. */
    problem: text('problem'),
    /** The run that looked at it. */
    runId: text('run_id').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.customerId, table.destinationId] }),
    index('destination_ledger_remote').on(table.tenantId, table.destinationId, table.remoteId),
    index('destination_ledger_open')
      .on(table.tenantId, table.destinationId, table.state, table.customerId)
      .where(sql`state in ('rejected', 'leaving', 'erased')`),
  ],
)
export type DestinationLedgerRow = typeof destinationLedgerTable.$inferSelect
