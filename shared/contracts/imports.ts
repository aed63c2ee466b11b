import * as z from 'zod'
import { channels } from '../events/event.ts'
import { customerFields, customerNeeds } from '../imports/kinds/customers/fields.ts'
import type { ColumnNeed, FieldDescription, FieldDescriptions } from '../imports/kinds/field-description.ts'
import { inventoryFields } from '../imports/kinds/inventory/fields.ts'
import { loyaltyFields } from '../imports/kinds/loyalty/fields.ts'
import { orderLineFields, orderLineNeeds } from '../imports/kinds/order-lines/fields.ts'
import { orderFields, orderNeeds } from '../imports/kinds/orders/fields.ts'
import { productFields, productNeeds } from '../imports/kinds/products/fields.ts'
import { salesFields, salesNeeds } from '../imports/kinds/sales/fields.ts'
import { momentSchema } from './money.ts'
import { personal } from './personal.ts'

interface ImportKindDescription {
  readonly label: string
  readonly fields: FieldDescriptions
  readonly needs: readonly ColumnNeed[]
}

/** What a file can hold, and what its columns can mean, with the words the wizard shows. */
export const importKinds = {
  orders: {
    label: 'Orders, with or without their lines',
    fields: orderFields,
    needs: orderNeeds,
  },
  order_lines: {
    label: 'Lines of orders that another file tells of',
    fields: orderLineFields,
    needs: orderLineNeeds,
  },
  customers: {
    label: 'Customers',
    fields: customerFields,
    needs: customerNeeds,
  },
  // Of two kinds that explain a file the first is taken. A number of units with a plain date is what was sold.
  sales: { label: 'Sales history: units by day and item', fields: salesFields, needs: salesNeeds },
  // Before products: a file of stock levels names products too.
  inventory: { label: 'Stock levels', fields: inventoryFields, needs: [] },
  products: {
    label: 'Products',
    fields: productFields,
    needs: productNeeds,
  },
  loyalty: { label: 'Loyalty cards', fields: loyaltyFields, needs: [] },
} as const satisfies Record<string, ImportKindDescription>
export type ImportKind = keyof typeof importKinds
export const importKindNames = Object.keys(importKinds) as [ImportKind, ...ImportKind[]]

export type ImportField = { [Kind in ImportKind]: keyof (typeof importKinds)[Kind]['fields'] }[ImportKind]
/** The fields of all kinds, each once. */
const importFieldNames = [
  ...new Set(importKindNames.flatMap((kind) => Object.keys(importKinds[kind].fields))),
] as [ImportField, ...ImportField[]]

/** The fields of one kind, in the order in which they take their columns. */
export function fieldsOfKind(kind: ImportKind): [ImportField, FieldDescription][] {
  return Object.entries(importKinds[kind].fields) as [ImportField, FieldDescription][]
}

/** How a file is to be read: which column means what, and what holds for every row. */
export const importMappingSchema = z
  .object({
    kind: z.enum(importKindNames).default('orders').meta({ description: 'What the file holds' }),
    columns: z.partialRecord(z.enum(importFieldNames), z.string().min(1)).meta({
      description: 'Field to column heading, as the file has it',
      example: { orderId: 'InvoiceNo' },
    }),
    currency: z
      .string()
      .length(3)
      .optional()
      .meta({ description: "For rows that name none; else the tenant's" }),
    timeZone: z.string().optional().meta({ description: "For dates without a zone; else the tenant's" }),
    dateOrder: z.enum(['iso', 'day-first', 'month-first']).default('iso'),
    decimalMark: z.enum(['.', ',']).default('.'),
    channel: z.enum(channels).default('import').meta({ description: 'For rows that name none' }),
    cancellationPrefix: z.string().max(10).optional().meta({
      description: 'Order numbers that begin with this and go on in digits are cancellations',
      example: 'C',
    }),
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof importMappingSchema>

export const importStates = [
  'uploading',
  'awaiting-mapping',
  'reading',
  'loading',
  'settling',
  'done',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const

/** Where the mapping of an import is from: its headings, an earlier file with the same ones, or a person or program. */
export const mappingOrigins = ['guess', 'saved', 'given'] as const

/** Largest file that can be uploaded in parts: 1 GiB. */
export const maxUploadInPartsBytes = 1024 ** 3

export const importViewSchema = z
  .object({
    id: z.string(),
    fileName: z.string(),
    state: z.enum(importStates),
    createdAt: momentSchema,
    finishedAt: momentSchema.nullable(),
    byteCount: z.int(),
    progressRate: z.number().min(0).max(1),
    standsSince: momentSchema.nullable().meta({
      description:
        'Its last step, where it goes on by itself and that is more than 15 seconds ago: it waits behind other jobs',
    }),
    rowCount: z.int().meta({ description: 'Rows read so far' }),
    rejectedRowCount: z.int(),
    orderCount: z
      .int()
      .meta({ description: 'Orders (customers, products, items, days, cards) found so far' }),
    acceptedEventCount: z.int().meta({ description: 'Events that were new, one an order and so on' }),
    duplicateEventCount: z.int().meta({ description: 'Events that Patron had already' }),
    failure: z.string().nullable(),
    rejectReasons: z
      .array(
        z.object({
          reason: z.string(),
          column: z.string().nullable(),
          rowCount: z.int(),
          repair: z.string().meta({ description: 'What to do about these rows' }),
          examples: z
            .array(z.object({ lineNumber: z.int(), value: personal(z.string().nullable()) }))
            .meta({ description: 'Up to three, for a week' }),
        }),
      )
      .meta({ description: 'Rejected rows by what repairs them, most first' }),
    upload: z
      .object({
        partBytes: z.int().meta({ description: 'Size of every part but the last' }),
        partCount: z.int(),
        receivedParts: z.array(z.int()).meta({ description: 'Numbers of the parts that are there' }),
      })
      .nullable()
      .meta({ description: 'While the file comes in parts' }),
    columns: z.array(z.string()).meta({ description: 'Headings of the file' }),
    sampleRows: personal(
      z.array(z.array(z.string())).meta({ description: 'The first rows, to check the mapping by' }),
    ),
    undoRefusal: z
      .string()
      .nullable()
      .meta({ description: 'Why the import cannot be undone; null when it can' }),
    undo: z
      .object({ requestedBy: z.string(), requestedAt: momentSchema, finishedAt: momentSchema.nullable() })
      .nullable()
      .meta({ description: 'Who has undone it, and when' }),
    mapping: importMappingSchema.nullable().meta({ description: 'Guessed until it is confirmed' }),
    mappingFrom: z.enum(mappingOrigins).meta({
      description: 'guess: from the headings; saved: confirmed for an earlier file with the same headings',
    }),
  })
  .meta({ id: 'Import' })
export type ImportView = z.infer<typeof importViewSchema>

export const importUndoPreviewSchema = z
  .object({
    eventCount: z.int().meta({ description: 'Events that only this import told, as far as it was looked' }),
    orderCount: z
      .int()
      .meta({ description: 'Orders they are about: these go, or lose what only the file told' }),
    productCount: z
      .int()
      .meta({ description: 'Products they describe: these go, or are again as the other files tell' }),
    stockLevelCount: z
      .int()
      .meta({ description: 'Stock levels they tell, by item and place: these go, or are as counted before' }),
    salesDayCount: z.int().meta({
      description: 'Days of a place and channel with sales it reports: these go, or are as reported before',
    }),
    customerCount: z.int().meta({ description: 'Customers who have such events' }),
    vanishingCustomerCount: z.int().meta({ description: 'Those of them with no other event: they go' }),
    mergeCount: z.int().meta({ description: 'Merges that such events brought about: they are taken back' }),
    isComplete: z.boolean().meta({ description: 'False when there is more than a preview looks at' }),
  })
  .meta({ id: 'ImportUndoPreview' })
export type ImportUndoPreview = z.infer<typeof importUndoPreviewSchema>

export const importListSchema = z.object({ imports: z.array(importViewSchema) }).meta({ id: 'ImportList' })
export type ImportList = z.infer<typeof importListSchema>

export const newUploadSchema = z
  .object({
    fileName: z.string().min(1).max(255),
    byteCount: z.int().min(1).max(maxUploadInPartsBytes).meta({ description: 'Size of the whole file' }),
  })
  .meta({ id: 'NewUpload' })
export type NewUpload = z.infer<typeof newUploadSchema>

export const savedMappingSchema = z
  .object({
    id: z.string(),
    fileName: z.string().meta({ description: 'The file it was last confirmed for' }),
    columns: z.array(z.string()).meta({ description: 'The headings of the files it is for, in any order' }),
    mapping: importMappingSchema,
    savedAt: momentSchema,
  })
  .meta({ id: 'SavedMapping' })
export type SavedMapping = z.infer<typeof savedMappingSchema>

export const savedMappingListSchema = z
  .object({ mappings: z.array(savedMappingSchema) })
  .meta({ id: 'SavedMappingList' })
export type SavedMappingList = z.infer<typeof savedMappingListSchema>
