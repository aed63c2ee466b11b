import type { CustomerList } from '#shared/contracts/customers.ts'
import type { JobList, JobView } from '#shared/contracts/jobs.ts'
import type { ModelCurve, ModelList, ModelVersionView } from '#shared/contracts/models.ts'
import type { DuePurchaseList } from '#shared/contracts/predictions.ts'
import type { SegmentList, SegmentMovementList, SegmentView } from '#shared/contracts/segments.ts'
import type { Answers } from './answering-dashboard.ts'
import { predictedCustomer } from './predicted-customer.ts'

const dayMs = 86_400_000
const noonMs = Date.UTC(2026, 10, 21, 12)

/** A moment so many days from noon of the day on which the fixtures are. */
export const dayAfter = (days: number): string => new Date(noonMs + days * dayMs).toISOString()

const sum = (amountMinor: number) => ({ amountMinor, currency: 'GBP' })

/** A curve through ten steps: `y` of 0..1. */
function curve(name: ModelCurve['name'], y: (x: number) => number): ModelCurve {
  return { name, points: Array.from({ length: 11 }, (_, step) => ({ x: step / 10, y: y(step / 10) })) }
}

const curves = [
  curve('roc', (x) => x ** 0.4),
  curve('calibration', (x) => 0.05 + 0.9 * x),
  curve('lift', (x) => 2.4 - 1.4 * x),
  curve('gain', (x) => Math.min(1, 2.2 * x - 1.2 * x * x)),
]

export const churn3: ModelVersionView = {
  kind: 'churn',
  version: 3,
  name: 'churn-3',
  state: 'champion',
  origin: 'trained',
  algorithm: 'blend of histogram-gbdt and logistic-regression',
  trainedAt: dayAfter(-2),
  promotedAt: dayAfter(-2),
  dataFrom: dayAfter(-700),
  dataTo: dayAfter(-2),
  rowCount: 12_480,
  featureNames: ['recencyDays', 'orderCount', 'meanGapDays', 'revenueMinor'],
  seed: 1,
  parameters: { treeCount: 120, learningRate: 0.05, maximumLeafCount: 31 },
  metrics: { rocAuc: 0.784, brier: 0.171, precision: 0.71, recall: 0.66 },
  baselineMetrics: { rocAuc: 0.722, brier: 0.198, precision: 0.64, recall: 0.61 },
  championMetrics: { rocAuc: 0.771, brier: 0.169, precision: 0.71 },
  verdict: 'Taken into use: rocAuc 0.784, churn-2 had 0.771 on the same data, a plain rule 0.722',
  importances: [
    { feature: 'recencyDays', share: 0.46 },
    { feature: 'meanGapDays', share: 0.31 },
    { feature: 'orderCount', share: 0.15 },
    { feature: 'revenueMinor', share: 0.08 },
  ],
  curves,
  drift: {
    measuredAt: dayAfter(0),
    scorePsi: 0.04,
    features: [
      { feature: 'recencyDays', psi: 0.24 },
      { feature: 'orderCount', psi: 0.12 },
    ],
  },
  jobId: 'job_3',
  artifactDeletedAt: null,
}

export const churn2: ModelVersionView = {
  ...churn3,
  version: 2,
  name: 'churn-2',
  state: 'retired',
  promotedAt: dayAfter(-9),
  trainedAt: dayAfter(-9),
  verdict: 'Taken into use: rocAuc 0.771, a plain rule 0.722; there was none before',
  championMetrics: null,
  drift: null,
}

const nothingYet = { champion: null, latest: null, versionCount: 0, takesUploads: false, activeJobId: null }
const models: ModelList = {
  models: [
    {
      kind: 'churn',
      title: 'Churn',
      champion: churn3,
      latest: churn3,
      versionCount: 2,
      takesUploads: true,
      activeJobId: null,
      missing: null,
    },
    {
      ...nothingYet,
      kind: 'consumption',
      title: 'Next purchases',
      activeJobId: 'job_4',
      missing: null,
    },
    {
      ...nothingYet,
      kind: 'segments',
      title: 'Segments',
      missing: '12 customers have bought, 38 more are needed',
    },
  ],
}

const ended: JobView = {
  jobId: 'job_3',
  kind: 'train-model',
  model: 'churn',
  state: 'done',
  phase: 'Done',
  progressRate: 1,
  stepCount: 14,
  retryCount: 1,
  customerCount: 4_200,
  resultCount: 12_480,
  startedBy: 'manager@shop.example',
  startedAt: dayAfter(-2),
  progressedAt: dayAfter(-2),
  finishedAt: dayAfter(-2),
  failure: null,
  result: 'churn-3',
}

export const runningJob: JobView = {
  ...ended,
  jobId: 'job_4',
  model: 'consumption',
  state: 'running',
  phase: 'Reading purchases',
  progressRate: 0.42,
  retryCount: 0,
  startedAt: dayAfter(0),
  progressedAt: dayAfter(0),
  finishedAt: null,
  result: null,
}

const failedJob: JobView = {
  ...ended,
  jobId: 'job_2',
  kind: 'score-customers',
  model: null,
  state: 'failed',
  startedBy: 'schedule',
  failure: 'Stood still for a day',
  result: null,
}

const jobs: JobList = { jobs: [runningJob, ended, failedJob], nextCursor: null }

function segment(name: string, description: string, customerCount: number): SegmentView {
  return {
    kind: 'rfm',
    name,
    description,
    customerCount,
    shareRate: customerCount / 1_000,
    revenue: sum(customerCount * 12_345),
    averageRecencyDays: 12.4,
    averageOrderCount: 5.2,
    enteredCount: 14,
    leftCount: 3,
    modelVersion: null,
  }
}

const segments: SegmentList = {
  segments: [
    segment('Champions', 'Bought lately, buy often and spend the most', 120),
    segment('At risk', 'Bought often or much, but not for a long time', 240),
    segment('Lost', 'Bought least, and longest ago', 640),
  ],
  unassignedCount: 37,
  computedAt: dayAfter(0),
}

const movements: SegmentMovementList = {
  movements: [
    {
      customerId: 'cus_1',
      displayName: 'Ada Lovelace',
      kind: 'rfm',
      previousSegment: 'Champions',
      newSegment: 'At risk',
      segmentationScore: 0.6,
      reasonCodes: ['recency-fell', 'monetary-fell'],
      timestamp: dayAfter(-1),
      confidence: 0.8,
      modelVersion: 'rfm-1',
    },
  ],
  flows: [
    { from: 'Champions', to: 'At risk', customerCount: 18 },
    { from: null, to: 'Lost', customerCount: 4 },
  ],
  nextCursor: null,
}

/** Days are counted from the clock, since that is what the page does. */
function due(query: URLSearchParams): DuePurchaseList {
  const from = (days: number) => new Date(Date.now() + days * dayMs).toISOString()
  const purchase = (state: 'overdue' | 'due' | 'soon', days: number) => ({
    customerId: `cus_${state}`,
    displayName: `Customer ${state}`,
    productId: 'MILK-1',
    productName: 'Whole milk 1 l',
    category: null,
    predictionType: 'pattern-based' as const,
    state,
    expectedAt: from(days),
    interval: { from: from(days - 2), to: from(days + 2) },
    confidence: 0.82,
    factors: ['bought 14 times, every 5 days or so'],
  })
  const all = [purchase('overdue', -3), purchase('due', 0), purchase('soon', 6)]
  const asked = query.get('state')
  const purchases = all.filter(({ state }) => asked === null || asked === state)
  return { purchases, total: purchases.length, nextCursor: null }
}

const customers: CustomerList = { customers: [], total: 0, nextCursor: null }

/** What the API answers of a shop whose models are trained. */
export const predictedShop: Answers = {
  ...predictedCustomer,
  'GET /v1/customers': customers,
  'GET /v1/models': models,
  'GET /v1/models/churn/versions': { versions: [churn3, churn2] },
  'GET /v1/models/segments/versions': { versions: [] },
  'GET /v1/models/churn/versions/3': churn3,
  'GET /v1/models/churn/versions/2': churn2,
  'POST /v1/models/churn/train': runningJob,
  'POST /v1/models/churn/versions': runningJob,
  'POST /v1/models/churn/versions/2/promote': churn2,
  'GET /v1/jobs': jobs,
  'POST /v1/jobs/job_4/cancel': { ...runningJob, state: 'cancelled' },
  'GET /v1/segments': segments,
  'GET /v1/segments/movements': movements,
  'GET /v1/predictions/due': due,
}
