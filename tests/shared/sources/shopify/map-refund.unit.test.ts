import { describe, expect, it } from 'vitest'
import { refundedMoney } from '#shared/sources/shopify/map-refund.ts'
import type { ShopifyRefund } from '#shared/sources/shopify/refund.ts'

const gbpAndEur = (shop: string, seen: string) => ({
  shop_money: { amount: shop, currency_code: 'GBP' },
  presentment_money: { amount: seen, currency_code: 'EUR' },
})
const refund = (parts: Partial<ShopifyRefund>): ShopifyRefund => ({
  id: 1,
  created_at: '2026-11-12T10:00:00Z',
  ...parts,
})
const through = { kind: 'refund', status: 'success', currency: 'GBP' }

describe('what a refund gave back', () => {
  it.each<[string, Partial<ShopifyRefund>, number]>([
    ['one payment', { transactions: [{ ...through, amount: '14.96' }] }, 1496],
    ['a number', { transactions: [{ ...through, amount: 14.96 }] }, 1496],
    [
      'a card and a voucher',
      {
        transactions: [
          { ...through, amount: '10.00' },
          { ...through, amount: '4.96' },
        ],
      },
      1496,
    ],
    [
      'in the words of the Admin API',
      { transactions: [{ ...through, kind: 'REFUND', status: 'SUCCESS', amount: '1.0' }] },
      100,
    ],
    [
      'only what is through',
      {
        transactions: [
          { ...through, amount: '1.00' },
          { ...through, status: 'pending', amount: '2.00' },
          { ...through, status: 'failure', amount: '4.00' },
          { ...through, status: 'error', amount: '8.00' },
          { ...through, kind: 'void', amount: '16.00' },
        ],
      },
      100,
    ],
    [
      'less than the items were worth, when the shop keeps a fee',
      {
        refund_line_items: [{ subtotal_set: gbpAndEur('20.00', '23.40') }],
        transactions: [{ ...through, amount: '15.00' }],
      },
      1500,
    ],
    [
      // 11.70 x 20.00 / 23.40
      'paid in euro, at the rate of its own amounts',
      {
        refund_line_items: [{ subtotal_set: gbpAndEur('20.00', '23.40') }],
        transactions: [{ ...through, currency: 'EUR', amount: '11.70' }],
      },
      1000,
    ],
    ['nothing', { transactions: [] }, 0],
    ['nothing that is told', {}, 0],
  ])('%s', (_, parts, amountMinor) => {
    expect(refundedMoney(refund(parts), '')).toMatchObject({ ok: true, value: { amountMinor } })
  })

  it.each<[string, object]>([
    ['text', { ...through, amount: 'all' }],
    ['nothing', { ...through, amount: null }],
    ['less than nothing', { ...through, amount: '-1.00' }],
    ['no currency there is', { ...through, currency: 'XXQ', amount: '1.00' }],
    ['a currency without a rate', { ...through, currency: 'USD', amount: '1.00' }],
  ])('is refused when an amount is %s', (_, transaction) => {
    const broken = refund({
      total_duties_set: gbpAndEur('0.00', '0.00'),
      transactions: [{ ...through, amount: '1.00' }, transaction],
    })
    expect(refundedMoney(broken, '/refunds/3')).toMatchObject({
      ok: false,
      failure: { kind: 'invalid-order', errors: [{ pointer: '/refunds/3/transactions/1/amount' }] },
    })
  })
})
