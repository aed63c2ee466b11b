import type {
  CalendarEventView,
  ForecastAccuracyView,
  ForecastAlertList,
  ForecastList,
  ForecastSubject,
  ForecastSummaryView,
  ForecastView,
  SalesCalendarView,
  WhatIfAnswer,
} from '#shared/contracts/forecasts.ts'
import type { JobList, JobView } from '#shared/contracts/jobs.ts'
import type { StoreList } from '#shared/contracts/products.ts'
import type { ForecastLevel } from '#shared/demand/forecast-levels.ts'
import type { Answers } from './answering-dashboard.ts'
import { runningJob } from './predicted-shop.ts'

const dayMs = 86_400_000
const asOfMs = Date.UTC(2026, 10, 21)
/** The day so many days after the last one that forecasts know. */
const day = (after: number): string => new Date(asOfMs + after * dayMs).toISOString().slice(0, 10)

const run = {
  runId: 'job_9',
  madeAt: '2026-11-22T02:00:00.000Z',
  asOf: day(0),
  seriesCount: 12_480,
  laneCounts: { full: 2_000, tail: 10_240, new: 240 },
}

interface Thing {
  readonly subject: ForecastSubject
  readonly unitsADay: number
  readonly rest: Partial<ForecastSummaryView>
}

function thing(
  level: ForecastLevel,
  label: string,
  unitsADay: number,
  fields: Partial<ForecastSubject> = {},
  rest: Partial<ForecastSummaryView> = {},
): Thing {
  const nothing = { sku: null, storeId: null, category: null, region: null, productId: null }
  return { subject: { ...nothing, level, label, ...fields }, unitsADay, rest }
}

const milk = { sku: 'MILK-1', productId: 'MILK-1', category: 'Dairy' }
const steady = { lane: 'full', demandClass: 'smooth', abcClass: 'A', xyzClass: 'X' } as const
const rare = { lane: 'tail', demandClass: 'lumpy', abcClass: 'C', xyzClass: 'Z' } as const

const wholeMilk = thing('sku', 'Whole milk 1 l', 64, milk, { ...steady, stockOutDays: 3 })
const dairy = thing('category', 'Dairy', 310, { category: 'Dairy' })

const things: readonly Thing[] = [
  thing('total', 'All sales', 980),
  thing('region', 'North', 560, { region: 'North' }),
  thing('store', 'Leeds', 420, { storeId: '1', region: 'North' }),
  thing('store', 'Bristol market hall with the long name', 280, { storeId: '2' }),
  thing('store', 'Online', 280, { storeId: '' }, { wapeRate: null, biasRate: null }),
  dairy,
  thing('category', 'Without a category', 12, { category: '' }),
  thing('category-store', 'Dairy, Leeds', 120, { category: 'Dairy', storeId: '1' }),
  wholeMilk,
  thing('sku', 'Brass lamp', 0.2, { sku: 'LAMP-3' }, { ...rare, fallback: 'seasonal-naive', wapeRate: 0.94 }),
  thing(
    'sku',
    'Oat drink',
    6,
    { sku: 'OAT-1', category: 'Dairy' },
    { ...steady, lane: 'new', fallback: 'too-short' },
  ),
  thing('sku-store', 'Whole milk 1 l, Leeds', 30, { ...milk, storeId: '1' }, steady),
  thing('sku-store', 'Whole milk 1 l, online', 34, { ...milk, storeId: '' }, steady),
]

function summaryOf({ subject, unitsADay, rest }: Thing): ForecastSummaryView {
  return {
    subject,
    demandClass: 'none',
    abcClass: '',
    xyzClass: '',
    lane: 'sum',
    fallback: null,
    unitsLast28: unitsADay * 28,
    unitsNext28: unitsADay * 31,
    unitsNext28Low80: unitsADay * 26,
    unitsNext28High80: unitsADay * 37,
    changeRate: 31 / 28 - 1,
    revenueNext28Minor: Math.round(unitsADay * 31 * 245),
    wapeRate: 0.18,
    biasRate: 0.04,
    stockOutDays: 0,
    ...rest,
  }
}

function asked(query: URLSearchParams, level: string): Thing[] {
  const store = query.get('store')
  const words = (query.get('query') ?? '').toLowerCase()
  return things.filter(
    ({ subject, rest }) =>
      subject.level === level &&
      (store === null || subject.storeId === (store === 'online' ? '' : store)) &&
      (['sku', 'category', 'region'] as const).every((name) => {
        const wanted = query.get(name)
        return wanted === null || subject[name] === wanted
      }) &&
      (query.get('abc') === null || rest.abcClass === query.get('abc')) &&
      subject.label.toLowerCase().includes(words),
  )
}

/** The forecasts of a level that fit. */
export function forecastList(query: URLSearchParams): ForecastList {
  const forecasts = asked(query, query.get('level') ?? 'sku').map(summaryOf)
  return { run, currency: 'GBP', forecasts, total: forecasts.length, nextCursor: null }
}

/** Sales of a day, with a week, a year and jumps that are the same each time. */
function soldOn(at: number, unitsADay: number): number {
  const week = [0.8, 0.85, 0.9, 1, 1.2, 1.45, 0.8][((at % 7) + 7) % 7] ?? 1
  const year = 1 + 0.18 * Math.sin((at / 364) * 2 * Math.PI)
  const jump = 1 + 0.12 * Math.sin(at * 12.9898)
  return unitsADay * week * year * jump
}

function levelOf(query: URLSearchParams): ForecastLevel {
  const [sku, store, category] = ['sku', 'store', 'category'].map((name) => query.has(name))
  if (sku) return store ? 'sku-store' : 'sku'
  if (category) return store ? 'category-store' : 'category'
  return store ? 'store' : query.has('region') ? 'region' : 'total'
}

export function forecastOf(query: URLSearchParams): ForecastView {
  const found = asked(query, levelOf(query))[0]
  if (found === undefined) throw new Error(`nothing is forecast of ${query}`)
  const { subject, unitsADay } = found
  const { lane, fallback, demandClass, stockOutDays, wapeRate, biasRate } = summaryOf(found)
  const isWeekly = query.get('grain') !== 'day'
  const isRare = demandClass === 'lumpy'
  const span = isWeekly ? 7 : 1
  const backCount = Number(query.get('history') ?? 26)
  const sum = (first: number) =>
    Array.from({ length: span }, (_, at) => soldOn(first + at, unitsADay)).reduce((a, b) => a + b, 0)
  const slots = (count: number, first: number) =>
    Array.from({ length: count }, (_, at) => {
      const start = first + at * span
      return { start, from: day(start), to: day(start + span - 1) }
    })
  const sold = (start: number, at: number) => {
    if (stockOutDays > 0 && at === backCount - 9) return null
    if (isRare) return at % 9 === 0 ? 4 : 0
    return Math.round(sum(start))
  }
  return {
    subject,
    run,
    grain: isWeekly ? 'week' : 'day',
    currency: 'GBP',
    history: slots(backCount, 1 - backCount * span).map(({ start, from, to }, at) => ({
      from,
      to,
      units: sold(start, at),
      returnedUnits: 2,
      revenueMinor: Math.round(sum(start) * 245),
    })),
    points: slots(isWeekly ? 13 : 28, 1).map(({ start, from, to }, at) => {
      const units = isRare ? 1.4 : sum(start) * (start > 28 && start < 36 ? 1.35 : 1.02)
      const width = units * 0.12 * Math.sqrt(1 + at * (isWeekly ? 0.6 : 0.1)) * (isRare ? 6 : 1)
      const interval = (coverageRate: number, deviations: number) => ({
        coverageRate,
        lower: Math.max(0, units - deviations * width),
        upper: units + deviations * width,
      })
      return {
        from,
        to,
        units,
        revenueMinor: Math.round(units * 245),
        intervals: [interval(0.5, 0.67), interval(0.8, 1.28), interval(0.95, 1.96)],
      }
    }),
    // By the week, whatever the grain.
    past: [-28, -56].map((asOf) => ({
      asOf: day(asOf),
      points: Array.from({ length: 13 }, (_, week) => {
        const start = asOf + 1 + 7 * week
        const units =
          Array.from({ length: 7 }, (_, at) => soldOn(start + at, unitsADay)).reduce((a, b) => a + b) * 0.94
        return { from: day(start), to: day(start + 6), units, lower80: units * 0.85, upper80: units * 1.15 }
      }),
    })),
    marks: [
      { day: day(-331), name: 'Christmas Day', kind: 'holiday' },
      { day: day(6), name: 'Winter market', kind: 'event' },
      { day: day(7), name: 'Winter market', kind: 'event' },
      { day: day(34), name: 'Christmas Day', kind: 'holiday' },
      { day: day(35), name: 'Boxing Day', kind: 'holiday' },
    ],
    demandClass: demandClass as ForecastView['demandClass'],
    lane,
    members:
      lane === 'sum'
        ? []
        : [
            { name: 'seasonally-adjusted-theta', share: 0.46 },
            { name: 'dynamic-optimised-theta', share: 0.31 },
            { name: 'seasonal-naive', share: 0.23 },
          ],
    fallback,
    stockOutDays,
    late: [],
    accuracy: { wapeRate, biasRate },
    words: [
      'About 30,400 units in the next 28 days; in 8 of 10 such stretches between 25,500 and 36,300.',
      'That is 11 % more than in the 28 days before.',
    ],
  }
}

const alerts: ForecastAlertList = {
  alerts: [
    {
      kind: 'sales-above',
      subject: wholeMilk.subject,
      toDay: day(0),
      actual: 640,
      expected: 448,
      low: 390,
      high: 520,
      worthMinor: 47_040,
      text: 'Whole milk 1 l sold 640 in the 7 days up to 2026-11-21; 390 to 520 were expected.',
      noticedAt: '2026-11-22T02:00:00.000Z',
    },
    {
      kind: 'accuracy-drift',
      subject: dairy.subject,
      toDay: day(-1),
      actual: 0.41,
      expected: 0.18,
      low: null,
      high: null,
      worthMinor: 0,
      text: 'Forecasts of Dairy were off by 41 % of what was sold up to 2026-11-20; before, by 18 %.',
      noticedAt: '2026-11-21T02:00:00.000Z',
    },
  ],
  total: 7,
}

const groups = {
  all: [''],
  class: ['smooth', 'intermittent', 'lumpy'],
  category: ['Dairy', ''],
  store: ['1', ''],
  lane: ['full', 'tail'],
  model: ['dynamic-optimised-theta', 'seasonal-naive'],
} as const

function accuracy(query: URLSearchParams): { accuracy: ForecastAccuracyView[] } {
  const groupKind = (query.get('groupKind') ?? 'all') as keyof typeof groups
  const levels = groupKind === 'all' ? (['sku-store', 'total'] as const) : (['sku-store'] as const)
  return {
    accuracy: Array.from({ length: groupKind === 'all' ? 12 : 1 }, (_, back) =>
      levels.flatMap((level) =>
        groups[groupKind].map((groupName, at) => ({
          toDay: day(-7 * back),
          horizonDays: Number(query.get('horizonDays') ?? 28),
          level,
          groupKind,
          groupName,
          wasTold: back < 5,
          seriesCount: level === 'total' ? 1 : 12_480 - at,
          actualUnits: 28_000 - at * 9_000,
          wapeRate: (level === 'total' ? 0.06 : 0.31) + back * 0.006 + at * 0.2 + (back % 3) * 0.01,
          biasRate: 0.02 - back * 0.01,
          rmsse: 0.82 + at * 0.1,
          mase: 0.79,
          pinballRate: 0.12,
          coverage80Rate: 0.78 - at * 0.1,
          coverage95Rate: 0.94,
          naiveWapeRate: 0.42 + (back % 4) * 0.02,
        })),
      ),
    ).flat(),
  }
}

const event: CalendarEventView = {
  eventId: 'cal_1',
  name: 'Winter market',
  kind: 'event',
  fromDay: day(6),
  toDay: day(7),
  storeId: '1',
  category: null,
  expectedChangeRate: null,
  createdAt: '2026-11-01T09:00:00.000Z',
}
const stockTaking: CalendarEventView = {
  ...event,
  eventId: 'cal_2',
  name: 'Stock-taking',
  kind: 'closed',
  fromDay: day(45),
  toDay: day(45),
  storeId: null,
}
const cheeseWeeks: CalendarEventView = {
  ...event,
  eventId: 'cal_3',
  name: 'Cheese weeks',
  kind: 'promotion',
  fromDay: day(60),
  toDay: day(73),
  category: 'Dairy',
  storeId: '',
  expectedChangeRate: 0.2,
}

const calendar: SalesCalendarView = {
  events: [event, stockTaking, cheeseWeeks],
  holidays: [
    { day: day(34), name: 'Christmas Day', country: null, changeRate: -0.96 },
    { day: day(35), name: 'Boxing Day', country: null, changeRate: 0.42 },
    { day: day(41), name: "New Year's Day", country: null, changeRate: 0.001 },
    { day: day(132), name: 'Good Friday', country: null, changeRate: null },
  ],
}

const whatIf: WhatIfAnswer = {
  subject: wholeMilk.subject,
  fromDay: day(1),
  days: 28,
  currency: 'GBP',
  plain: { units: 1_984, lower80: 1_664, upper80: 2_368, revenueMinor: 486_080 },
  changed: { units: 2_360, lower80: 1_900, upper80: 2_900, revenueMinor: 520_380 },
  order: { plainQuantity: 480, changedQuantity: 720, plainStockOutRate: 0.04, changedStockOutRate: 0.07 },
  reasons: [
    'In Dairy, a price a tenth lower went with 17 % more sales, as seen in 214 changes of price.',
    'The interval is wider: what a price does here differs from item to item.',
  ],
}

const stores: StoreList = {
  stores: [
    {
      source: 'shopify',
      storeId: '1',
      name: 'Leeds',
      city: null,
      country: null,
      isClosed: false,
      describedAt: '2026-11-01T09:00:00.000Z',
    },
  ],
  nextCursor: null,
}

export const forecastJob: JobView = {
  ...runningJob,
  jobId: 'job_10',
  kind: 'forecast-sales',
  model: null,
  phase: 'Forecasting, item by item',
  progressRate: 0.55,
  customerCount: 12_480,
  resultCount: 9_100,
}

/** What the API answers of a shop whose sales are forecast. */
export const forecastAnswers: Answers = {
  'GET /v1/forecasts': forecastOf,
  'GET /v1/forecasts/summaries': forecastList,
  'GET /v1/forecasts/alerts': alerts,
  'GET /v1/forecasts/accuracy': accuracy,
  'GET /v1/forecasts/calendar': calendar,
  'POST /v1/forecasts/run': forecastJob,
  'POST /v1/forecasts/what-if': whatIf,
  'POST /v1/forecasts/calendar/events': event,
  'DELETE /v1/forecasts/calendar/events/cal_1': null,
  'GET /v1/jobs': { jobs: [], nextCursor: null } satisfies JobList,
  'GET /v1/stores': stores,
}
