import type { CustomerIdentityView, CustomerView, Timeline } from '#shared/contracts/customers.ts'
import type { CustomerFeaturesView, FeatureCatalogueView } from '#shared/contracts/features.ts'
import type { IdentityGraph, MergeList } from '#shared/contracts/identity.ts'
import type { NextBasketView } from '#shared/contracts/next-basket.ts'
import type { CustomerPredictionsView, PredictionView } from '#shared/contracts/predictions.ts'
import type { ProductList } from '#shared/contracts/products.ts'
import type { RecommendationList } from '#shared/contracts/recommendations.ts'
import type { Answers } from './answering-dashboard.ts'

const dayMs = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString()

const plain: PredictionView = {
  kind: 'churn',
  subject: null,
  subjectName: null,
  value: null,
  label: null,
  confidence: null,
  expectedAt: null,
  interval: null,
  lower: null,
  upper: null,
  predictionType: null,
  factors: [],
  modelVersion: null,
  predictedAt: inDays(-1),
  expiresAt: inDays(7),
}

const churn: PredictionView = {
  ...plain,
  value: 0.72,
  label: 'high',
  factors: [
    { text: 'last bought 84 days ago', feature: 'recencyDays', contribution: 1.1 },
    { text: 'bought 14 times before', feature: 'orderCount', contribution: -0.4 },
  ],
  modelVersion: 'churn-3',
}

/** What the API says of one customer, Ada, of whom something of each kind is known. */
export const predictions: CustomerPredictionsView = {
  customerId: 'cus_1',
  refusal: null,
  predictions: [
    churn,
    {
      ...plain,
      kind: 'lifetime-value',
      value: 12_050,
      lower: 8_000,
      upper: 19_000,
      modelVersion: 'lifetime-value-1',
      factors: [{ text: 'spends £24 an order', feature: 'averageOrderValueMinor', contribution: 900 }],
    },
    { ...plain, kind: 'rfm', value: 9, label: 'At risk', confidence: 0.75, factors: churn.factors },
    {
      ...plain,
      kind: 'consumption',
      subject: 'MILK-1',
      subjectName: 'Whole milk 1 l',
      label: 'due',
      confidence: 0.82,
      expectedAt: inDays(5),
      interval: { from: inDays(3), to: inDays(8) },
      predictionType: 'pattern-based',
      factors: [{ text: 'bought 14 times, every 5 days or so', feature: null, contribution: null }],
      modelVersion: 'consumption-1',
    },
    {
      ...plain,
      kind: 'consumption',
      subject: 'TEA-2',
      subjectName: 'Breakfast tea',
      confidence: 0.35,
      expectedAt: inDays(-4),
      factors: [{ text: 'bought 3 times', feature: null, contribution: null }],
      modelVersion: 'consumption-1',
    },
  ],
  missing: [{ kind: 'socio-economic', reason: 'It takes ten orders; there are 6.' }],
}

const catalogue: FeatureCatalogueView = {
  features: [
    {
      name: 'recencyDays',
      group: 'recency',
      unit: 'days',
      meaning: 'How long ago the last order was.',
      formula: 'now − time of the last order, in days',
    },
    {
      name: 'orderCount',
      group: 'frequency',
      unit: 'count',
      meaning: 'How often this person ordered.',
      formula: 'number of orders that were not cancelled',
    },
    {
      name: 'revenueMinor',
      group: 'value',
      unit: 'minor-units',
      meaning: 'What this person spent in all.',
      formula: 'sum of all orders less refunds',
    },
    {
      name: 'discountRate',
      group: 'discounts-and-returns',
      unit: 'rate',
      meaning: 'How much of the price discounts took away.',
      formula: 'discounts ÷ prices before discounts',
    },
  ],
}

const features: CustomerFeaturesView = {
  customerId: 'cus_1',
  asOf: inDays(0),
  currency: 'GBP',
  features: [
    { name: 'recencyDays', value: 84.2 },
    { name: 'orderCount', value: 14 },
    { name: 'revenueMinor', value: 33_600 },
    { name: 'discountRate', value: null },
  ],
  latestPurchases: [],
  brands: [],
  purchaseGaps: [],
}

const recommendations: RecommendationList = {
  recommendations: [
    {
      productId: 'MUG-1',
      name: 'Stoneware mug',
      category: 'Kitchen',
      price: { amountMinor: 850, currency: 'GBP' },
      imageUrl: null,
      url: null,
      score: 2.1,
      reason: 'bought-together',
      why: 'often bought together with Breakfast tea',
    },
  ],
  modelVersion: 'recommendations-1',
  isPersonal: true,
  strategy: 'purchases',
  visitedCount: 0,
}

const nextBasket: NextBasketView = {
  customerId: 'cus_1',
  refusal: null,
  products: [
    {
      productId: 'MILK-1',
      name: 'Whole milk 1 l',
      category: 'Dairy',
      chance: 0.41,
      reason: 'due-again',
      why: 'bought 14 times, last 3 days ago, probably used up by then',
    },
  ],
  expectedAt: inDays(4),
  interval: { from: inDays(2), to: inDays(9) },
  modelVersion: 'next-basket-1',
  missing: null,
}

const customer: CustomerView = {
  id: 'cus_1',
  displayName: 'Ada Lovelace',
  email: 'ada@example.com',
  phone: null,
  version: 3,
  traits: [],
  consents: [],
  privacy: {
    restrictedAt: null,
    isProfilingAllowed: null,
    mayBeUsed: true,
    mayBeProfiled: true,
    reason: null,
  },
  features: {
    firstSeenAt: inDays(-400),
    lastSeenAt: inDays(-3),
    eventCount: 40,
    orderCount: 14,
    cancellationCount: 0,
    firstOrderAt: inDays(-390),
    lastOrderAt: inDays(-84),
    revenue: [{ amountMinor: 33_600, currency: 'GBP' }],
    convertedRevenue: [],
    averageOrderValue: [{ amountMinor: 2_400, currency: 'GBP' }],
    channels: [],
    categoryAffinity: [],
  },
  orders: [],
  identifierCount: 0,
  mergedFrom: [],
}
const timeline: Timeline = { items: [], nextCursor: null }
const identity: CustomerIdentityView = { customerId: 'cus_1', identifiers: [], merges: [] }
const graph: IdentityGraph = {
  nodes: [
    {
      nodeId: 'cus_1',
      kind: 'customer',
      label: 'Ada Lovelace',
      identifierType: null,
      isShared: false,
    },
  ],
  edges: [],
}
const merges: MergeList = { merges: [], total: 0, nextCursor: null }

const products: ProductList = {
  products: [
    {
      source: 'shopify/main',
      productId: 'TEA-2',
      name: 'Breakfast tea',
      category: 'Tea',
      brand: 'Quay & Leaf',
      url: null,
      imageUrl: null,
      isListed: true,
      isDeleted: false,
      describedAt: '2026-11-01T09:00:00.000Z',
      variants: [
        {
          variantId: 'V-2',
          name: null,
          sku: 'TEA-80',
          price: { amountMinor: 540, currency: 'GBP' },
          stock: [
            { storeId: null, storeName: null, availableQuantity: 12, countedAt: '2026-11-21T09:00:00.000Z' },
          ],
        },
      ],
    },
  ],
  total: 1,
  nextCursor: null,
}

/** What the API answers of Ada. */
export const predictedCustomer: Answers = {
  'GET /v1/customers/cus_1': customer,
  'GET /v1/customers/cus_1/timeline': timeline,
  'GET /v1/customers/cus_1/identity': identity,
  'GET /v1/customers/cus_1/identity-graph': graph,
  'GET /v1/splits': { splits: [], nextCursor: null },
  'GET /v1/merges': merges,
  'GET /v1/messages/senders': { senders: [] },
  'GET /v1/customers/cus_1/predictions': predictions,
  'GET /v1/customers/cus_1/features': features,
  'GET /v1/features': catalogue,
  'GET /v1/customers/cus_1/recommendations': recommendations,
  'GET /v1/customers/cus_1/next-basket': nextBasket,
  'GET /v1/products': products,
  'GET /v1/products/TEA-2/related': { ...recommendations, strategy: 'basket' },
  'GET /v1/products/TEA-2/similar': {
    ...recommendations,
    strategy: 'similar',
    recommendations: recommendations.recommendations.map((product) => ({
      ...product,
      why: 'similar to Breakfast tea',
    })),
  },
}
