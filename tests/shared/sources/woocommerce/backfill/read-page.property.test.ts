import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { VendorRequest, VendorResponse } from '#shared/sources/backfill.ts'
import { readPage } from '#shared/sources/woocommerce/backfill/read-page.ts'

const seed = 20261121
const startMs = Date.parse('2026-11-02T09:00:00Z')

interface ShopOrder {
  readonly id: number
  readonly changedAtSeconds: number
}

/** A shop as WooCommerce lists one: later than a moment, by change and then number, a page at most 100 at once. */
function shopAnswer(orders: readonly ShopOrder[], { path }: VendorRequest): VendorResponse {
  const asked = new URL(path, 'https://larder.example').searchParams
  const after = asked.get('modified_after')
  const afterSeconds = after === null ? -1 : (Date.parse(`${after}Z`) - startMs) / 1_000
  const pageSize = Number(asked.get('per_page'))
  const page = Number(asked.get('page'))
  const found = orders
    .filter((order) => after === null || order.changedAtSeconds > afterSeconds)
    .sort((left, right) => left.changedAtSeconds - right.changedAtSeconds || left.id - right.id)
  const items = found.slice((page - 1) * pageSize, page * pageSize).map(({ id, changedAtSeconds }) => ({
    id,
    status: 'processing',
    currency: 'GBP',
    total: String(changedAtSeconds),
    date_created_gmt: '2026-11-02T08:00:00',
    date_modified_gmt: new Date(startMs + changedAtSeconds * 1_000).toISOString().slice(0, 19),
    line_items: [],
  }))
  const totalPages = String(Math.ceil(found.length / pageSize))
  return { status: 200, headers: new Map([['x-wp-totalpages', totalPages]]), body: JSON.stringify(items) }
}

it(`reads every order at its last change, though orders are saved while pages are read (seed ${seed})`, async () => {
  // Few different moments, so that many more than a page share one.
  const moments = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 450 })
  const saves = fc.array(fc.array(fc.nat(449), { maxLength: 3 }), { maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(moments, saves, async (changedAt, savedBeforePage) => {
      let orders: ShopOrder[] = changedAt.map((changedAtSeconds, index) => ({
        id: index + 1,
        changedAtSeconds,
      }))
      const lastRead = new Map<string, string>()
      let cursor: string | null = null
      let pageCount = 0
      do {
        const saved = new Set(savedBeforePage[pageCount] ?? [])
        orders = orders.map((order) =>
          saved.has(order.id) ? { ...order, changedAtSeconds: 100 + pageCount } : order,
        )
        const page = await readPage('orders', cursor, null, async (request) => shopAnswer(orders, request))
        if (!page.ok) throw new Error(page.failure.message)
        for (const record of page.value.records) {
          if (record.kind === 'order') lastRead.set(String(record.order.id), String(record.order.total))
        }
        cursor = page.value.nextCursor
        pageCount += 1
        expect(pageCount).toBeLessThan(30)
      } while (cursor !== null)
      const expected = orders.map(({ id, changedAtSeconds }) => [String(id), String(changedAtSeconds)])
      expect(Object.fromEntries(lastRead)).toEqual(Object.fromEntries(expected))
    }),
    { seed, numRuns: 60 },
  )
})
