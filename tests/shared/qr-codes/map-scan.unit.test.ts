import { describe, expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import { mapScan } from '#shared/qr-codes/map-scan.ts'
import { newQrCodeName, qrCodeSource, scanAddress } from '#shared/qr-codes/qr-code-name.ts'

const code = { code: 'k3v9x2m8', label: 'Till 2', storeId: 'Bristol', campaign: 'Autumn' }
const scan = {
  scanId: 'scan-1',
  scannedAtMs: 1_795_255_201_000,
  receiptNumber: '000917',
  cookieId: 'c-1234567',
}

describe('a scan', () => {
  it('ties the bill to the cookie, and says where it was', () => {
    const event = mapScan(code, scan)
    expect(eventSchema.parse(event)).toEqual(event)
    expect(event).toEqual({
      id: 'scan-1',
      source: 'qr/k3v9x2m8',
      kind: 'track',
      name: 'QR Code Scanned',
      channel: 'qr',
      occurredAt: 1_795_255_201_000,
      receivedAt: 1_795_255_201_000,
      hasPublicSender: true,
      identifiers: [
        { type: 'cookie_id', value: 'c-1234567' },
        { type: 'pos_bill', value: '000917', scope: 'Bristol' },
      ],
      properties: {
        code: 'k3v9x2m8',
        label: 'Till 2',
        store: 'Bristol',
        campaign: 'Autumn',
        receipt_number: '000917',
      },
    })
  })

  it('of a code without a store names no bill, since every store has a receipt of that number', () => {
    const event = mapScan({ ...code, storeId: null, campaign: null }, scan)
    expect(event.identifiers).toEqual([{ type: 'cookie_id', value: 'c-1234567' }])
    expect(event.properties).toEqual({ code: 'k3v9x2m8', label: 'Till 2', receipt_number: '000917' })
  })

  it('of nobody in particular is an event of nobody', () => {
    const event = mapScan(code, { ...scan, receiptNumber: undefined, cookieId: undefined })
    expect(event.identifiers).toEqual([])
  })
})

describe('the name of a code', () => {
  it('has eight characters that nobody mistakes for others, whatever the chance', () => {
    for (let first = 0; first < 256; first += 1) {
      const bytes = Uint8Array.from({ length: 8 }, (_, index) => (first + index * 37) % 256)
      expect(newQrCodeName(bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/)
    }
  })

  it('is the end of the printed address and of its source', () => {
    expect(scanAddress('https://shop.example/', 'k3v9x2m8')).toBe('https://shop.example/q/k3v9x2m8')
    expect(scanAddress('https://shop.example', 'k3v9x2m8')).toBe('https://shop.example/q/k3v9x2m8')
    expect(qrCodeSource('k3v9x2m8')).toBe('qr/k3v9x2m8')
  })
})
