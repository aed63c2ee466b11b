import type {
  InboundStockList,
  OrderProposalView,
  Replenishment,
  SupplyRuleList,
} from '#shared/contracts/replenishment.ts'
import { defaultSupplyTerms } from '#shared/replenishment/supply-rule.ts'
import type { Answers } from './answering-dashboard.ts'

const told = '2026-11-20T08:00:00.000Z'

const milk: OrderProposalView = {
  sku: 'MILK-1L',
  storeId: 'leeds',
  storeName: 'Leeds',
  productId: 'p1',
  name: 'Whole milk 1 l',
  supplier: 'Dale Dairy',
  abcClass: 'A',
  xyzClass: 'X',
  onHandQuantity: 30,
  inboundQuantity: 24,
  leadTimeDays: 3,
  reviewPeriodDays: 7,
  serviceLevelRate: 0.97,
  expectedDemand: 100,
  safetyStock: 22.4,
  orderUpToLevel: 122.4,
  orderQuantity: 72,
  orderCostMinor: 5_796,
  stockOutRate: 0.62,
  runsOutOn: '2026-11-26',
  reason: '30 on hand and 24 coming; 100 expected in 10 days, 22 more for 97 % service; packs of 12',
}

export const proposals: readonly OrderProposalView[] = [
  {
    ...milk,
    sku: 'TEA-80',
    storeId: '',
    storeName: null,
    name: 'Breakfast tea',
    supplier: null,
    onHandQuantity: 0,
    inboundQuantity: 0,
    orderQuantity: 1_250,
    orderCostMinor: null,
    stockOutRate: 1,
    runsOutOn: '2026-11-22',
    reason: '0 on hand and none coming; 1,000 expected in 14 days, 250 more for 95 % service',
  },
  milk,
  {
    ...milk,
    sku: 'SALT',
    name: null,
    orderQuantity: 5,
    orderCostMinor: null,
    stockOutRate: 0.004,
    runsOutOn: null,
    reason: '40 on hand and none coming; 30 expected in 14 days, 15 more for 95 % service',
  },
]

const unknown: OrderProposalView = {
  ...milk,
  sku: 'JAM',
  name: 'Plum jam',
  onHandQuantity: null,
  orderQuantity: 0,
  orderCostMinor: null,
  stockOutRate: null,
  runsOutOn: null,
  reason: 'Stock unknown, so no order can be told; enough would be 165; 140 expected in 14 days',
}

/** The list as the API gives it; `query` narrows it by supplier only. */
function replenishment(query: URLSearchParams): Replenishment {
  const all = query.get('show') === 'all' ? [...proposals, unknown] : proposals
  const supplier = query.get('supplier')
  const found = all.filter((proposal) => supplier === null || proposal.supplier === supplier)
  return { asOf: '2026-11-21', currency: 'GBP', proposals: found, total: found.length, nextCursor: null }
}

const rules: SupplyRuleList = {
  defaults: { sku: '', storeId: '', ...defaultSupplyTerms },
  rules: [
    {
      ...defaultSupplyTerms,
      sku: 'MILK-1L',
      storeId: '',
      supplier: 'Dale Dairy',
      leadTimeDays: 3,
      serviceLevelRate: 0.97,
      packSize: 12,
      unitCostMinor: 80.5,
      changedAt: told,
    },
  ],
}

const inbound: InboundStockList = {
  inbound: [
    {
      inboundId: 'inb_1',
      sku: 'MILK-1L',
      storeId: 'leeds',
      quantity: 24,
      expectedDay: '2020-01-02',
      reference: 'PO 7',
      createdAt: told,
    },
  ],
}

const store = { source: 'pos/till', city: 'Leeds', country: 'GB', isClosed: false, describedAt: told }

/** A shop with something to order, as its API answers. */
export const orderingShop: Answers = {
  'GET /v1/inventory/replenishment': replenishment,
  'GET /v1/inventory/supply-rules': rules,
  'GET /v1/inventory/inbound': inbound,
  'GET /v1/stores': { stores: [{ ...store, storeId: 'leeds', name: 'Leeds' }], nextCursor: null },
  'POST /v1/inventory/inbound': inbound.inbound[0] ?? {},
}

/** One without any forecast yet, or without any stock. */
export const shopWithoutForecast: Answers = {
  ...orderingShop,
  'GET /v1/inventory/replenishment': {
    asOf: null,
    currency: 'GBP',
    proposals: [],
    total: 0,
    nextCursor: null,
  },
}
export const shopWithoutStock: Answers = {
  ...orderingShop,
  'GET /v1/inventory/replenishment': (query) => ({
    asOf: '2026-11-21',
    currency: 'GBP',
    proposals: query.get('show') === 'all' ? [unknown] : [],
    total: query.get('show') === 'all' ? 1 : 0,
    nextCursor: null,
  }),
}
