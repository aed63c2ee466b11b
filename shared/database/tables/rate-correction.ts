import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A rate that was replaced by another of its day: what is left to do until its orders are counted by that of now. */
export const rateCorrectionTable = sqliteTable(
  'rate_correction',
  {
    tenantId: text('tenant_id').notNull(),
    currency: text('currency').notNull(),
    /** The day of the rate, `2026-11-21`: it held from then on. */
    day: text('day').notNull(),
    /** The first day for which it did not hold, when it was replaced; `~`, which sorts after every day: it held for all to come. */
    untilDay: text('until_day').notNull(),
    /** How far the round is; orders are gone through by day and key. */
    afterDay: text('after_day').notNull(),
    afterOrderKey: text('after_order_key').notNull().default(''),
    /** Orders of this round have to be tried again. */
    hasLeft: integer('has_left', { mode: 'boolean' }).notNull().default(false),
    round: integer('round').notNull().default(0),
    /** When the round may begin, UTC epoch ms. */
    dueAt: integer('due_at').notNull(),
    /** When the rate was replaced, UTC epoch ms; greater each time. */
    notedAt: integer('noted_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.currency, table.day] })],
)
