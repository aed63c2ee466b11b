import * as z from 'zod'
import { channels } from '../events/event.ts'
import { momentSchema } from './money.ts'

/** What a column of an orders file can mean, with the words the wizard shows. */
export const importFields = {
  orderId: { label: 'Order or invoice number', required: true },
  orderedAt: { label: 'Date and time of the order', required: true },
  productId: { label: 'Product number (SKU)', required: false },
  productName: { label: 'Product name', required: false },
  category: { label: 'Product category', required: false },
  quantity: { label: 'Quantity', required: false },
  unitPrice: { label: 'Price of one unit', required: false },
  lineAmount: { label: 'Amount of the line', required: false },
  currency: { label: 'Currency', required: false },
  customerId: { label: 'Customer number', required: false },
  email: { label: 'E-mail', required: false },
  phone: { label: 'Phone', required: false },
  loyaltyId: { label: 'Loyalty card', required: false },
  firstName: { label: 'First name', required: false },
  lastName: { label: 'Last name', required: false },
  fullName: { label: 'Full name', required: false },
  city: { label: 'City', required: false },
  country: { label: 'Country', required: false },
  channel: { label: 'Channel', required: false },
} as const satisfies Record<string, { label: string; required: boolean }>
export type ImportField = keyof typeof importFields
export const importFieldNames = Object.keys(importFields) as [ImportField, ...ImportField[]]

/** How a file is to be read: which column means what, and what holds for every row. */
export const importMappingSchema = z
  .object({
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

export const importStates = ['awaiting-mapping', 'reading', 'loading', 'settling', 'done', 'failed'] as const

export const importViewSchema = z
  .object({
    id: z.string(),
    fileName: z.string(),
    state: z.enum(importStates),
    createdAt: momentSchema,
    finishedAt: momentSchema.nullable(),
    byteCount: z.int(),
    progressRate: z.number().min(0).max(1),
    rowCount: z.int().meta({ description: 'Rows read so far' }),
    rejectedRowCount: z.int(),
    orderCount: z.int().meta({ description: 'Orders found in the file so far' }),
    acceptedEventCount: z.int().meta({ description: 'Orders that were new' }),
    duplicateEventCount: z.int().meta({ description: 'Orders that Patron had already' }),
    failure: z.string().nullable(),
    rejectReasons: z.array(
      z.object({ reason: z.string(), column: z.string().nullable(), rowCount: z.int() }),
    ),
    columns: z.array(z.string()).meta({ description: 'Headings of the file' }),
    sampleRows: z.array(z.array(z.string())).meta({ description: 'The first rows, to check the mapping by' }),
    mapping: importMappingSchema.nullable().meta({ description: 'Guessed until it is confirmed' }),
  })
  .meta({ id: 'Import' })
export type ImportView = z.infer<typeof importViewSchema>

export const importListSchema = z.object({ imports: z.array(importViewSchema) }).meta({ id: 'ImportList' })
export type ImportList = z.infer<typeof importListSchema>
