import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import type { ShopMessage } from '#scripts/demo-shop/shop-message.ts'

const nowMs = Date.UTC(2026, 10, 21, 11, 30)
const dayMs = 86_400_000
const shop = generateDemoShop({ seed: 7, nowMs })
const { truth } = shop
const trueOrders = [...truth.people.flatMap((person) => person.orders), ...truth.guestOrders]

describe('the demo shop', () => {
  it('is the same to the byte for the same seed and end', () => {
    expect(JSON.stringify(generateDemoShop({ seed: 7, nowMs }))).toBe(JSON.stringify(shop))
  })

  it('is another one for another seed', () => {
    const other = generateDemoShop({ seed: 8, nowMs, people: 300 })
    expect(other.historyFile).not.toBe(generateDemoShop({ seed: 7, nowMs, people: 300 }).historyFile)
  })

  it.each([7, 1, 2, 2026])('has the agreed size (seed %i)', (seed) => {
    const { truth } = generateDemoShop({ seed, nowMs })
    expect(truth.people).toHaveLength(1_500)
    expect(truth.eventCount).toBeGreaterThan(25_000)
    expect(truth.eventCount).toBeLessThan(31_000)
    expect(truth.orderCount).toBeGreaterThan(8_800)
    expect(truth.orderCount).toBeLessThan(10_800)
  })

  it('lasts eighteen months and ends now, with its messages in the order of time', () => {
    const moments = shop.live.map((message) => message.atMs)
    expect(moments).toEqual(moments.toSorted((left, right) => left - right))
    expect(moments.at(-1)).toBeLessThan(nowMs)
    const first = Math.min(...trueOrders.map((order) => order.placedAtMs))
    expect((nowMs - first) / dayMs).toBeGreaterThan(540)
    expect((nowMs - first) / dayMs).toBeLessThanOrEqual(549)
  })

  it('is alive in the last hour and sells something on each of the last sixty days', () => {
    const lately = shop.live.filter((message) => message.atMs > nowMs - 3_600_000)
    expect(lately.length).toBeGreaterThan(24)
    expect(lately.length).toBeLessThan(150)
    const days = new Set(trueOrders.map((order) => Math.floor((nowMs - order.placedAtMs) / dayMs)))
    expect(Array.from({ length: 60 }, (_, day) => days.has(day))).not.toContain(false)
  })

  it('sells more before Christmas than in the months around it', () => {
    const ordersIn = (month: string) =>
      trueOrders.filter((order) => new Date(order.placedAtMs).toISOString().startsWith(month)).length
    expect(ordersIn('2025-12')).toBeGreaterThan(ordersIn('2025-10') * 1.2)
    expect(ordersIn('2025-12')).toBeGreaterThan(ordersIn('2026-01') * 1.2)
  })

  it('has each kind of person in about its share', () => {
    const shareOf = (kind: string) => truth.people.filter((person) => person.kind === kind).length / 1_500
    expect(shareOf('regular')).toBeGreaterThan(0.15)
    expect(shareOf('one-timer')).toBeGreaterThan(0.2)
    expect(shareOf('gift-buyer')).toBeGreaterThan(0.1)
    expect(shareOf('lapsed')).toBeGreaterThan(0.1)
    expect(shareOf('high-value')).toBeGreaterThan(0.02)
    const lapsed = truth.people.filter((person) => person.kind === 'lapsed')
    const lastOrders = lapsed.flatMap((person) => person.orders.map((order) => order.placedAtMs))
    expect(Math.max(...lastOrders)).toBeLessThan(nowMs - 100 * dayMs)
  })

  it('gives every tracking call a message id of its own', () => {
    const ids = shop.live.flatMap(({ record }) => (record.door === 'tracking' ? [record.call.messageId] : []))
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.every((id) => id.length > 3)).toBe(true)
  })
})

describe('the totals of the demo shop', () => {
  it('count every order once', () => {
    expect(new Set(trueOrders.map((order) => order.orderId)).size).toBe(trueOrders.length)
    expect(trueOrders).toHaveLength(truth.orderCount)
  })

  it('equal what the records themselves say, added up from their own texts', () => {
    const fromLive = shop.live.map((message) => recordTotalPence(message) ?? 0)
    const rows = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
    const good = rows.slice(0, rows.length - shop.blemishes.rows.length)
    const fromFile = good.map((row) => Number(row.Quantity) * pence(row['Unit Price'] ?? ''))
    expect(sum([...fromLive, ...fromFile])).toBe(truth.revenueMinor)
    expect(sum(truth.people.map((person) => person.revenueMinor))).toBe(
      truth.revenueMinor - sum(truth.guestOrders.map((order) => order.totalMinor)),
    )
  })

  it('are the lines less the discount with the shipping in every Shopify order', () => {
    for (const { record } of shop.live) {
      if (record.door !== 'shopify') continue
      const order = record.order as unknown as ShopifyShape
      const lines = sum(order.line_items.map((line) => line.quantity * pence(line.price)))
      const allotted = order.line_items.flatMap((line) =>
        line.discount_allocations.map((part) => part.amount),
      )
      const shipping = sum(order.shipping_lines.map((line) => pence(line.price)))
      expect(sum(allotted.map(pence))).toBe(pence(order.total_discounts))
      expect(pence(order.subtotal_price)).toBe(lines - pence(order.total_discounts))
      expect(pence(order.total_price)).toBe(pence(order.subtotal_price) + shipping)
      expect(pence(order.total_tax)).toBeLessThanOrEqual(pence(order.subtotal_price) / 6 + 1)
    }
  })
})

describe('the history file', () => {
  it('is read by another CSV reader as the rows it was written from, blemishes last', () => {
    const rows = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
    expect(rows).toHaveLength(shop.historyRowCount)
    expect(rows.slice(-shop.blemishes.rows.length)).toEqual(shop.blemishes.rows)
    const orderIds = new Set(rows.slice(0, -shop.blemishes.rows.length).map((row) => row['Order Number']))
    expect(orderIds.size).toBe(truth.eventCount - shop.live.length)
  })

  it('ends before the first live record', () => {
    const rows = parse(shop.historyFile, { columns: true }) as Record<string, string>[]
    const good = rows.slice(0, -shop.blemishes.rows.length)
    const last = Math.max(...good.map((row) => Date.parse(row['Order Date'] ?? '')))
    expect(last).toBeLessThan(Math.min(...shop.live.map((message) => message.atMs)) + dayMs)
  })
})

interface ShopifyShape {
  line_items: { quantity: number; price: string; discount_allocations: { amount: string }[] }[]
  shipping_lines: { price: string }[]
  total_discounts: string
  subtotal_price: string
  total_price: string
  total_tax: string
}

/** What a live record itself says an order comes to, read from the very text that is sent. */
function recordTotalPence({ record }: ShopMessage): number | undefined {
  if (record.door === 'shopify') return pence(String(record.order.total_price))
  if (record.door === 'import' || record.call.event !== 'Order Completed') return undefined
  const { total, products } = record.call.properties as unknown as TrackedOrderShape
  expect(sum(products.map((line) => Math.round(line.price * 100) * line.quantity))).toBe(
    Math.round(total * 100),
  )
  return Math.round(total * 100)
}

interface TrackedOrderShape {
  total: number
  products: { price: number; quantity: number }[]
}

/** Pence of a text like "12.50", by its digits alone. */
function pence(text: string): number {
  expect(text).toMatch(/^\d+\.\d\d$/)
  return Number(text.replace('.', ''))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
