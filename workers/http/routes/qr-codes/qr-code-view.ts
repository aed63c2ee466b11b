import type { QrCodeView } from '#shared/contracts/qr-codes.ts'
import type { QrCodeRow } from '#shared/database/tables/qr-code.ts'
import { scanAddress } from '#shared/qr-codes/qr-code-name.ts'

/** A code as the API tells of it. */
export function qrCodeView(row: QrCodeRow, scanCount: number, publicBaseUrl: string): QrCodeView {
  const { code, label, targetUrl, storeId, campaign, isActive, createdBy } = row
  return {
    code,
    scanUrl: scanAddress(publicBaseUrl, code),
    label,
    targetUrl,
    storeId,
    campaign,
    isActive,
    scanCount,
    createdAt: new Date(row.createdAt).toISOString(),
    createdBy,
  }
}
