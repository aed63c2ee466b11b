import * as z from 'zod'
import { momentSchema, nextCursorSchema } from './money.ts'

const labelSchema = z.string().trim().min(1).max(120).meta({ description: 'What staff call it' })
const targetUrlSchema = z
  .string()
  .trim()
  .max(2_000)
  .refine(isWebAddress, { message: 'is not an address that begins with https:// or http://' })
  .meta({ description: 'Where a scan leads', example: 'https://shop.example/loyalty' })
const storeIdSchema = z
  .string()
  .trim()
  .max(100)
  .nullable()
  .meta({ description: 'The store it hangs in; a receipt number is one of this store' })
const campaignSchema = z.string().trim().max(120).nullable()

export const newQrCodeSchema = z
  .object({
    label: labelSchema,
    targetUrl: targetUrlSchema,
    storeId: storeIdSchema.optional(),
    campaign: campaignSchema.optional(),
  })
  .meta({ id: 'NewQrCode' })
export type NewQrCode = z.input<typeof newQrCodeSchema>

export const qrCodeChangesSchema = z
  .object({
    label: labelSchema,
    targetUrl: targetUrlSchema,
    storeId: storeIdSchema,
    campaign: campaignSchema,
    isActive: z.boolean().meta({ description: 'False: a scan leads nowhere and is not recorded' }),
  })
  .partial()
  .meta({ id: 'QrCodeChanges' })
export type QrCodeChanges = z.input<typeof qrCodeChangesSchema>

export const qrCodeSchema = z
  .object({
    code: z.string().meta({ example: 'k3v9x2m8' }),
    scanUrl: z.string().meta({ description: 'What is printed; `?r=` with a receipt number may be added' }),
    label: z.string(),
    targetUrl: z.string(),
    storeId: z.string().nullable(),
    campaign: z.string().nullable(),
    isActive: z.boolean(),
    scanCount: z.int().meta({ description: 'Scans recorded so far' }),
    createdAt: momentSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'QrCode' })
export type QrCodeView = z.infer<typeof qrCodeSchema>

export const listQrCodesQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
})
export type ListQrCodesQuery = z.input<typeof listQrCodesQuerySchema>

export const qrCodeListSchema = z
  .object({ qrCodes: z.array(qrCodeSchema), total: z.int(), nextCursor: nextCursorSchema })
  .meta({ id: 'QrCodeList' })
export type QrCodeList = z.infer<typeof qrCodeListSchema>

/** A name and password in an address would be printed for everybody to read. */
function isWebAddress(text: string): boolean {
  const address = URL.parse(text)
  if (address === null) return false
  const { protocol, username, password } = address
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === ''
}
