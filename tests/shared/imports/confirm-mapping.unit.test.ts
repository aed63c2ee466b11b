import { describe, expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contracts/imports.ts'
import { confirmMapping, isConfirmed, mappingErrors } from '#shared/imports/confirm-mapping.ts'

const columns = ['No', 'Date', 'Qty', 'Price', 'Total']
const complete: ImportMapping = {
  kind: 'orders',
  columns: { orderId: 'No', orderedAt: 'Date', lineAmount: 'Total' },
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
}

describe('mappingErrors', () => {
  it.each<[string[], Partial<ImportMapping>]>([
    [[], {}],
    [[], { columns: { orderId: 'No', orderedAt: 'Date', quantity: 'Qty', unitPrice: 'Price' } }],
    [['/columns/orderId', '/columns/orderedAt', '/columns/lineAmount'], { columns: {} }],
    [['/columns/lineAmount'], { columns: { orderId: 'No', orderedAt: 'Date', unitPrice: 'Price' } }],
    [['/columns/email'], { columns: { ...complete.columns, email: 'Mail' } }],
    [['/currency', '/timeZone'], { currency: 'XQQ', timeZone: 'Mars/Olympus' }],
  ])('points to %j', (pointers, changes) => {
    expect(mappingErrors({ ...complete, ...changes }, columns).map((error) => error.pointer)).toEqual(
      pointers,
    )
  })
})

describe('confirmMapping', () => {
  it("fills in the tenant's currency and time zone, and leaves what is said", () => {
    const tenant = { currency: 'GBP', timeZone: 'Europe/London' }
    expect(confirmMapping(complete, tenant)).toEqual({ ...complete, ...tenant })
    expect(confirmMapping({ ...complete, currency: 'EUR' }, tenant).currency).toBe('EUR')
    expect([isConfirmed(complete), isConfirmed(null), isConfirmed(confirmMapping(complete, tenant))]).toEqual(
      [false, false, true],
    )
  })
})
