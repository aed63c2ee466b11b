import type { CanonicalEvent } from '../events/event.ts'
import type { Identifier } from '../identity/identifier.ts'
import type { JsonObject } from '../kernel/json.ts'
import { qrCodeSource } from './qr-code-name.ts'

/** What a code says about where it was scanned. */
export interface ScannedCode {
  readonly code: string
  readonly label: string
  readonly storeId: string | null
  readonly campaign: string | null
}

/** One scan: an id of its own, when it was, and what is known of who scanned. */
export interface Scan {
  readonly scanId: string
  readonly scannedAtMs: number
  readonly receiptNumber: string | undefined
  readonly cookieId: string | undefined
}

/**
 * A scan as an event. A receipt number is one of the code's store; a code without a store cannot tell whose bill it is,
 * and then the number is a property alone. Bill and cookie in one event make one customer of who paid and who visits.
 */
export function mapScan(code: ScannedCode, scan: Scan): CanonicalEvent {
  const identifiers: Identifier[] = []
  if (scan.cookieId !== undefined) identifiers.push({ type: 'cookie_id', value: scan.cookieId })
  if (scan.receiptNumber !== undefined && code.storeId !== null) {
    identifiers.push({ type: 'pos_bill', value: scan.receiptNumber, scope: code.storeId })
  }
  const properties: JsonObject = { code: code.code, label: code.label }
  if (code.storeId !== null) properties.store = code.storeId
  if (code.campaign !== null) properties.campaign = code.campaign
  if (scan.receiptNumber !== undefined) properties.receipt_number = scan.receiptNumber
  return {
    id: scan.scanId,
    source: qrCodeSource(code.code),
    kind: 'track',
    name: 'QR Code Scanned',
    channel: 'qr',
    occurredAt: scan.scannedAtMs,
    receivedAt: scan.scannedAtMs,
    hasPublicSender: true,
    identifiers,
    properties,
  }
}
