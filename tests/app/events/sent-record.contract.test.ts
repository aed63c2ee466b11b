import { describe, expect, it } from 'vitest'
import { readSentRecord } from '#app/events/sent-record.ts'
import { cutTo } from '#shared/connections/body-text.ts'
import { backfilledBytes, calledBytes, deliveredBytes } from '#shared/connections/kept-record.ts'

describe('readSentRecord', () => {
  const fields = { type: 'track', note: 'a, "sentWith":{} and ☕', sentWith: { role: 'admin' } }

  it('tells what was sent of a call from what its request said of it', () => {
    const requestSaid = { hasPrivacySignal: true, context: { sentWith: { fields: [] } } }
    expect(readSentRecord(calledBytes(JSON.stringify(fields), requestSaid))).toEqual({
      sent: JSON.stringify(fields),
      requestSaid,
    })
  })

  it.each([
    ['of a delivery of several', deliveredBytes(fields)],
    ['that was back-filled', backfilledBytes('orders, old', fields)],
  ])('shows a record %s without our mark', (_, bytes) => {
    expect(readSentRecord(bytes)).toEqual({ sent: JSON.stringify(fields) })
  })

  it.each([
    JSON.stringify({ fields, sentWith: {} }),
    'data:application/octet-stream,%00',
    cutTo(60, calledBytes(JSON.stringify(fields), {})),
    '',
  ])('shows %s as it is', (bytes) => {
    expect(readSentRecord(bytes)).toEqual({ sent: bytes })
  })
})
