import { describe, expect, it } from 'vitest'
import { type ItemToOrder, itemOrders, type OrderedForecast } from '#shared/replenishment/item-orders.ts'
import { orderProposalView } from '#shared/replenishment/order-proposal-view.ts'
import { purchaseOrderLine } from '#shared/replenishment/purchase-order-line.ts'
import { type SupplyRule, supplyRuleBook } from '#shared/replenishment/supply-rule.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { evenDemand } from '#tests/support/steady-demand.ts'

const today = dayNumber('2026-11-22')

/** `outlook` holds the units of a day, give or take a fifth. */
function forecast(
  storeId: string,
  unitsPerDay: number,
  changes: Partial<OrderedForecast> = {},
): OrderedForecast {
  return {
    runId: 'job_1',
    level: 'sku-store',
    sku: 'MILK',
    storeId,
    category: 'Dairy',
    productId: 'p1',
    name: 'Whole milk',
    demandClass: 'smooth',
    abcClass: 'A',
    xyzClass: 'X',
    outlook: String(unitsPerDay),
    unitPriceMinor: 250,
    revenueNext28Minor: unitsPerDay * 28 * 250,
    ...changes,
  }
}

function item(changes: Partial<ItemToOrder> = {}): ItemToOrder {
  return {
    sku: 'MILK',
    leaves: [forecast('leeds', 10)],
    whole: undefined,
    stock: new Map([['leeds', 30]]),
    inbound: [],
    ...changes,
  }
}

function ordersOf(asked: ItemToOrder, rules: SupplyRule[] = []) {
  const orders = itemOrders(asked, {
    rules: supplyRuleBook(rules),
    today,
    openDemand: ({ outlook }) => ({
      demand: evenDemand(Number(outlook), Number(outlook) / 5),
      fromOffset: 0,
    }),
  })
  return orders.map((order) => ({ order, view: orderProposalView(order, null, today) }))
}

describe('the orders of an item', () => {
  it('say what follows from what', () => {
    const [{ view } = { view: undefined }] = ordersOf(item())
    expect(view).toEqual({
      sku: 'MILK',
      storeId: 'leeds',
      storeName: null,
      productId: 'p1',
      name: 'Whole milk',
      supplier: null,
      abcClass: 'A',
      xyzClass: 'X',
      onHandQuantity: 30,
      inboundQuantity: 0,
      leadTimeDays: 7,
      reviewPeriodDays: 7,
      serviceLevelRate: 0.95,
      expectedDemand: 140,
      safetyStock: 25.2,
      orderUpToLevel: 165.2,
      orderQuantity: 136,
      orderCostMinor: null,
      stockOutRate: 1,
      runsOutOn: '2026-11-25',
      reason: '30 on hand and none coming; 140 expected in 14 days, 25 more for 95 % service',
    })
  })

  it('take all places together where the shop was counted as a whole', () => {
    const leaves = [forecast('leeds', 10), forecast('york', 20)]
    const whole = forecast('', 30)
    const [together, ...others] = ordersOf(item({ leaves, whole, stock: new Map([['', 600]]) }))
    expect(others).toEqual([])
    expect(together?.view).toMatchObject({
      storeId: '',
      onHandQuantity: 600,
      expectedDemand: 420,
      orderQuantity: 0,
    })
    expect(together?.view.reason).toBe(
      '600 on hand and none coming; 420 expected in 14 days, 76 more for 95 % service; that is enough; for all places together, as not each has its own count',
    )
    const untold = ordersOf(item({ leaves, stock: new Map([['', 600]]) }))
    expect(untold.map(({ view }) => [view.storeId, view.onHandQuantity])).toEqual([
      ['leeds', null],
      ['york', null],
    ])
  })

  it('count goods on their way to the place only, and say which are given up', () => {
    const leaves = [forecast('leeds', 10), forecast('york', 10)]
    const inbound = [
      { storeId: 'leeds', quantity: 25, expectedDay: today + 3 },
      { storeId: 'york', quantity: 40, expectedDay: today - 31 },
    ]
    const stock = new Map([
      ['leeds', 140],
      ['york', -3],
    ])
    const [leeds, york] = ordersOf(item({ leaves, stock, inbound }))
    expect(leeds?.view).toMatchObject({ inboundQuantity: 25, orderQuantity: 1 })
    expect(york?.view).toMatchObject({ inboundQuantity: 0, orderQuantity: 169, stockOutRate: 1 })
    expect(york?.view.reason).toBe(
      '3 owed and none coming; 140 expected in 14 days, 25 more for 95 % service; 40 expected more than 30 days ago are not counted',
    )
  })

  it('say that nobody counted', () => {
    const [{ view } = { view: undefined }] = ordersOf(item({ stock: new Map() }))
    expect(view).toMatchObject({
      onHandQuantity: null,
      orderQuantity: 0,
      stockOutRate: null,
      runsOutOn: null,
    })
    expect(view?.reason).toBe(
      'Stock unknown, so no order can be told; enough would be 165; 140 expected in 14 days, 25 more for 95 % service',
    )
  })

  it('cost what the supplier asks, in packs, and no name in a purchase order is a formula', () => {
    const rule: SupplyRule = {
      sku: 'MILK',
      storeId: '',
      supplier: '+Dairy, Ltd',
      leadTimeDays: null,
      reviewPeriodDays: null,
      serviceLevelRate: null,
      packSize: 12,
      minimumOrderQuantity: 150,
      unitCostMinor: 80.5,
    }
    const leaves = [forecast('leeds', 10, { name: '=HYPERLINK("https://x.example")' })]
    const [{ order, view } = {}] = ordersOf(item({ leaves }), [rule])
    if (order === undefined || view === undefined) throw new Error('There is no order')
    expect(view).toMatchObject({ orderQuantity: 156, orderCostMinor: 12_558 })
    expect(purchaseOrderLine(view, order.situation.terms, 'GBP', today)).toBe(
      'MILK,"\'=HYPERLINK(""https://x.example"")","\'+Dairy, Ltd",leeds,156,12,0.805,125.58,GBP,2026-11-25,"30 on hand and none coming; 140 expected in 14 days, 25 more for 95 % service; packs of 12; at least 150"\r\n',
    )
  })
})
