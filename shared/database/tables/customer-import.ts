import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { type ImportMapping, importStates, mappingOrigins } from '../../contracts/imports.ts'
import type { ImportUndo } from '../../imports/import-undo.ts'
import type { RejectCount } from '../../imports/row-reject.ts'

/** One uploaded file and how far it has come. Each step is claimed by raising `step`, so none is done twice. */
export const customerImportTable = sqliteTable(
  'customer_import',
  {
    tenantId: text('tenant_id').notNull(),
    importId: text('import_id').notNull(),
    fileName: text('file_name').notNull(),
    state: text('state', {
      enum: importStates,
    }).notNull(),
    /** Goes up by one with every finished step; a step that finds another number has been done already. */
    step: integer('step').notNull(),
    createdAt: integer('created_at').notNull(),
    /** Last sign of progress; the sweeper continues imports that stand still. */
    progressedAt: integer('progressed_at').notNull(),
    finishedAt: integer('finished_at'),
    byteCount: integer('byte_count').notNull(),
    /** Bytes of the file read so far: where the next reading step begins. */
    readByteCount: integer('read_byte_count').notNull(),
    /** Lines of the file read so far, so that a rejected row can be named by its line. */
    readLineCount: integer('read_line_count').notNull(),
    bucketCount: integer('bucket_count').notNull(),
    loadedBucketCount: integer('loaded_bucket_count').notNull(),
    rowCount: integer('row_count').notNull(),
    rejectedRowCount: integer('rejected_row_count').notNull(),
    orderCount: integer('order_count').notNull(),
    acceptedEventCount: integer('accepted_event_count').notNull(),
    duplicateEventCount: integer('duplicate_event_count').notNull(),
    /** When the last event went to the log: the import is done once the log has settled all it took until then. */
    loadedAt: integer('loaded_at'),
    failure: text('failure'),
    /** Delimiter, headings, sample rows: what the first look at the file found. */
    preview: text('preview', { mode: 'json' })
      .$type<{ delimiter: string; columns: string[]; sampleRows: string[][] }>()
      .notNull(),
    mapping: text('mapping', { mode: 'json' }).$type<ImportMapping>(),
    /** Where the mapping is from: the headings, an earlier file with the same ones, or whoever sent the file. */
    mappingFrom: text('mapping_from', { enum: mappingOrigins }).notNull().default('guess'),
    /** R2's id of the upload while the file comes in parts. */
    uploadId: text('upload_id'),
    /** The log knows which events it told, so that it can be taken back. */
    isRemembered: integer('is_remembered', { mode: 'boolean' }).notNull().default(false),
    /** How far taking it back has come. */
    undo: text('undo', { mode: 'json' }).$type<ImportUndo>(),
    /** Rejected rows by reason and column. */
    rejectReasons: text('reject_reasons', { mode: 'json' }).$type<RejectCount[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.importId] })],
)
export type CustomerImportRow = typeof customerImportTable.$inferSelect
