import {
  type ListQrCodesQuery,
  type NewQrCode,
  type QrCodeChanges,
  type QrCodeList,
  type QrCodeView,
  qrCodeListSchema,
  qrCodeSchema,
} from './qr-codes.ts'
import { type Answer, jsonPost, type Query, type Send } from './send.ts'

/** What the client can do with the codes of a tenant's stores. */
export interface QrCodeOperations {
  listQrCodes(query: ListQrCodesQuery): Answer<QrCodeList>
  createQrCode(qrCode: NewQrCode): Answer<QrCodeView>
  updateQrCode(code: string, changes: QrCodeChanges): Answer<QrCodeView>
}

export function qrCodeOperations(send: Send): QrCodeOperations {
  return {
    listQrCodes: (query) => send(qrCodeListSchema, '/v1/qr-codes', {}, { ...query } as Query),
    createQrCode: (qrCode) => send(qrCodeSchema, '/v1/qr-codes', jsonPost(qrCode)),
    updateQrCode: (code, changes) =>
      send(qrCodeSchema, `/v1/qr-codes/${encodeURIComponent(code)}`, {
        ...jsonPost(changes),
        method: 'PATCH',
      }),
  }
}
