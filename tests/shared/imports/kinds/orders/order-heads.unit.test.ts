import { describe, expect, it } from 'vitest'
import { guessColumns } from '#shared/imports/guess-columns.ts'
import { importRows } from '../import-rows.ts'

describe('a file of orders without their lines', () => {
  it.each([
    ['Order No,Date,Email,Total', 'Total'],
    ['Order ID,Order date,Amount,Customer ID', 'Amount'],
    ['increment_id,created_at,customer_email,grand_total', 'grand_total'],
    ['Rechnungsnummer,Rechnungsdatum,Kundennummer,Betrag', 'Betrag'],
  ])('takes the amount for that of the order: %s', (headings, column) => {
    const guessed = guessColumns('orders', headings.split(','))
    expect([guessed.orderTotal, guessed.lineAmount]).toEqual([column, undefined])
  })

  it('leaves the amount to the line where a column speaks of lines', () => {
    const guessed = guessColumns('orders', 'Order No,Date,SKU,Qty,Amount,Total,Tax'.split(','))
    expect(guessed).toMatchObject({ lineAmount: 'Amount' })
    expect(guessed).not.toHaveProperty('orderTotal')
    expect(guessed).not.toHaveProperty('taxAmount')
  })

  it('becomes an order with its amounts and without lines', () => {
    const { kind, events, rejects } = importRows(
      'Order No,Date,Email,Total,Tax,Shipping,Discount\n1001,2026-01-02 10:00,ada@shop.example,120.00,20.00,5.00,-10.00',
    )
    expect([kind, rejects]).toEqual(['orders', []])
    expect(events.map(({ order }) => order)).toEqual([
      {
        orderId: '1001',
        change: 'placed',
        kind: 'order',
        currency: 'GBP',
        lines: [],
        linesAre: 'part',
        totalMinor: 12_000,
        taxMinor: 2_000,
        shippingMinor: 500,
        discountMinor: 1_000,
      },
    ])
  })

  it('takes each order once: another row of it is told, not added', () => {
    const { events, rejects } = importRows(
      'Order No,Date,Total\n1,2026-01-02,5\n1,2026-01-02,5\n2,2026-01-02,6',
    )
    expect(events.map(({ order }) => [order?.orderId, order?.totalMinor])).toEqual([
      ['1', 500],
      ['2', 600],
    ])
    expect(rejects).toMatchObject([{ kind: 'repeated-order', column: 'Order No', lineNumber: 3 }])
  })

  it('takes the total from rows that are lines too, if all that name it agree', () => {
    const heading = 'Order No,Date,SKU,Qty,Price,Order total'
    const agreed = importRows(
      `${heading}\n1,2026-01-02,A,1,4,10.0\n1,2026-01-02,B,1,7,10.00\n1,2026-01-02,C,1,1,`,
    )
    expect(agreed.rejects).toEqual([])
    expect(agreed.events.map(({ order }) => [order?.totalMinor, order?.lines.length])).toEqual([[1_000, 3]])
    const differing = importRows(`${heading}\n1,2026-01-02,A,1,4,4\n1,2026-01-02,B,1,7,7`)
    expect(differing.rejects).toMatchObject([{ kind: 'total-differs', column: 'Order total', lineNumber: 3 }])
  })

  it.each([
    ['invalid-amount', 'Total', '1,2026-01-02,free,'],
    ['invalid-amount', 'Tax', '1,2026-01-02,5,some'],
    ['amount-too-large', 'Total', '1,2026-01-02,99999999999999,'],
    ['missing-value', 'Total', '1,2026-01-02,,1'],
  ])('rejects %s in column %s', (kind, column, row) => {
    const { rejects, events } = importRows(`Order No,Date,Total,Tax\n${row}`)
    expect([events.length, rejects.map((reject) => [reject.kind, reject.column])]).toEqual([
      0,
      [[kind, column]],
    ])
  })
})
