import { readOrderLines } from '#shared/features/order-lines.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'

/** Units, units given back and revenue of a day, by `sku|store|channel|day`. */
export type SalesByCell = Readonly<Record<string, readonly [number, number, number]>>

/** Items as a plain table. */
export function cellsOf(items: readonly ItemSales[]): SalesByCell {
  const cells: Record<string, readonly [number, number, number]> = {}
  for (const { series } of items) {
    for (const { sku, storeId, channel, days, units, returnedUnits, revenueMinor } of series) {
      for (const [place, day] of days.entries()) {
        const key = `${sku}|${storeId}|${channel}|${day}`
        if (cells[key] !== undefined) throw new Error(`${key} is there twice`)
        cells[key] = [units[place] ?? 0, returnedUnits[place] ?? 0, revenueMinor[place] ?? 0]
      }
    }
  }
  return cells
}

/** What rows of orders come to, as the database has them, by a plain loop. */
export function cellsOfOrders(rows: readonly Record<string, unknown>[]): SalesByCell {
  const cells: Record<string, [number, number, number]> = {}
  for (const { day, store_id, channel, kind, status, lines, tenant_minor_rate } of rows) {
    if (status === 'cancelled') continue
    for (const line of readOrderLines(String(lines))) {
      if (line.quantity === 0) continue
      const daysSince1970 = Date.parse(String(day)) / 86_400_000
      const key = `${line.sku ?? line.productId}|${store_id ?? ''}|${channel}|${daysSince1970}`
      cells[key] ??= [0, 0, 0]
      const cell = cells[key]
      if (kind === 'order' && line.quantity > 0) {
        cell[0] += line.quantity
        cell[2] += Math.round(line.amountMinor * Number(tenant_minor_rate ?? 0))
      } else cell[1] += Math.abs(line.quantity)
    }
  }
  return cells
}
