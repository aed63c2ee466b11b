import type { JsonObject } from '#shared/kernel/json.ts'
import { dayMs, hourMs, toIso } from '#shared/kernel/time.ts'
import type { HistoryRow } from './csv-history.ts'

/** Records no shop is free of: they end in the quarantine or in the rejects of the import, and are part of no total. */
export interface Blemishes {
  /** Rows that cannot be read, each an order of its own. */
  readonly rows: readonly HistoryRow[]
  /** A tracked order that names no order. */
  readonly call: JsonObject
  /** Shopify orders that make no sense. */
  readonly orders: readonly JsonObject[]
}

const row: HistoryRow = {
  'Order Number': 'HF-900',
  'Order Date': '2025-03-03T10:00:00.000Z',
  'Product ID': '8100000000001',
  SKU: 'COF-01',
  'Product Name': 'Morning Lane espresso beans 250 g',
  Category: 'Coffee & Tea',
  Quantity: '1',
  'Unit Price': '8.75',
  Currency: 'GBP',
  Channel: 'pos',
  'Customer Number': '',
  Email: '',
  Phone: '',
  'Loyalty Card': '',
  'First Name': '',
  'Last Name': '',
  City: '',
  Country: '',
}

export function blemishes(seed: number, nowMs: number): Blemishes {
  const at = toIso(nowMs - dayMs)
  return {
    rows: [
      { ...row, 'Order Number': 'HF-901', 'Order Date': '2025-02-30T10:00:00Z' },
      { ...row, 'Order Number': 'HF-902', 'Order Date': 'last Tuesday' },
      { ...row, 'Order Number': 'HF-903', Quantity: 'two' },
      { ...row, 'Order Number': 'HF-904', Currency: 'GBX' },
      { ...row, 'Order Number': '' },
    ],
    call: {
      type: 'track',
      messageId: `${seed}-order-without-number`,
      timestamp: toIso(nowMs - 3 * hourMs),
      anonymousId: 'till-training',
      event: 'Order Completed',
      properties: { currency: 'GBP', total: 12.5, products: [{ sku: 'COF-01', price: 12.5, quantity: 1 }] },
      context: { channel: 'pos' },
    },
    orders: [
      {
        id: 5_600_000_000_001,
        name: '#901',
        created_at: at,
        processed_at: at,
        updated_at: at,
        currency: 'GBX',
        total_price: '18.40',
        line_items: [],
      },
      {
        id: 5_600_000_000_002,
        name: '#902',
        created_at: at,
        processed_at: at,
        updated_at: at,
        currency: 'GBP',
        total_price: 'free',
        line_items: [],
      },
    ],
  }
}
