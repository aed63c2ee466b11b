import type { ForecastSubject, GetForecastQuery, ListForecastsQuery } from '#shared/contracts/forecasts.ts'

export type ForecastLevel = ForecastSubject['level']

/** What a page of forecasts is about, as its address says it; nothing: all sales. A store `online` is what no store sold. */
export interface SubjectInAddress {
  readonly sku?: string | undefined
  readonly store?: string | undefined
  readonly category?: string | undefined
  readonly region?: string | undefined
}
const subjectFields = ['sku', 'store', 'category', 'region'] as const

/** What a forecast is made of, one step down: the list beneath it. */
export const partKinds = ['regions', 'stores', 'categories', 'items'] as const
export type PartKind = (typeof partKinds)[number]

export const forecastGrains = ['week', 'day'] as const
/** How far back the chart looks. */
export const forecastReaches = ['near', 'far'] as const
/** Through which people buy; the others are where data comes from. */
export const buyingChannels = ['web', 'app', 'pos', 'whatsapp', 'phone', 'other'] as const
export const abcClasses = ['A', 'B', 'C'] as const
export const demandClasses = ['smooth', 'erratic', 'intermittent', 'lumpy', 'none'] as const
export const forecastSorts = ['revenue', 'units', 'change', 'name', 'wape'] as const
export type ForecastSort = (typeof forecastSorts)[number]

/** What the page of forecasts shows: all of it stands in the address. */
export interface ForecastPageView {
  readonly subject: SubjectInAddress
  readonly grain: (typeof forecastGrains)[number]
  readonly reach: (typeof forecastReaches)[number]
  readonly channel: (typeof buyingChannels)[number] | undefined
  /** Whether the chart also shows what was said before. */
  readonly isPastShown: boolean
  readonly parts: PartKind | undefined
  readonly query: string
  readonly abc: (typeof abcClasses)[number] | undefined
  readonly demandClass: (typeof demandClasses)[number] | undefined
  readonly sort: ForecastSort
  readonly cursor: string | undefined
}

const partsPerPage = 25
/** How far the chart looks back, in points of its grain. */
const historyPoints = { near: { week: 26, day: 56 }, far: { week: 104, day: 182 } } as const

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseForecastView(params: URLSearchParams): ForecastPageView {
  const oneOf = <Value extends string>(name: string, values: readonly Value[]) =>
    values.find((value) => value === params.get(name))
  const subject: SubjectInAddress = Object.fromEntries(
    subjectFields.flatMap((field) => {
      const text = params.get(field)?.trim().slice(0, 200)
      return text ? [[field, text]] : []
    }),
  )
  return {
    subject,
    grain: oneOf('grain', forecastGrains) ?? 'week',
    reach: oneOf('back', forecastReaches) ?? 'near',
    channel: oneOf('channel', buyingChannels),
    isPastShown: params.get('past') === 'yes',
    parts: oneOf('parts', partKinds),
    query: (params.get('query') ?? '').trim().slice(0, 200),
    abc: oneOf('abc', abcClasses),
    demandClass: oneOf('class', demandClasses),
    sort: oneOf('sort', forecastSorts) ?? 'revenue',
    cursor: params.get('cursor') || undefined,
  }
}

/** The parameters of a view; what is as usual is left out. */
export function forecastParams(view: Partial<ForecastPageView>): URLSearchParams {
  const { subject = {}, grain, reach, channel, isPastShown } = view
  const { parts, query, abc, demandClass, sort, cursor } = view
  const params = new URLSearchParams()
  const set = (name: string, value: string | undefined, usual?: string) => {
    if (value !== undefined && value !== '' && value !== usual) params.set(name, value)
  }
  for (const field of subjectFields) set(field, subject[field])
  set('grain', grain, 'week')
  set('back', reach, 'near')
  set('channel', channel)
  if (isPastShown) params.set('past', 'yes')
  set('parts', parts)
  set('query', query)
  set('abc', abc)
  set('class', demandClass)
  set('sort', sort, 'revenue')
  set('cursor', cursor)
  return params
}

/** The address of a view. */
export function forecastAddress(view: Partial<ForecastPageView>): string {
  const params = forecastParams(view)
  return params.size === 0 ? '/forecasts' : `/forecasts?${params}`
}

/** What an address says of a subject that the API named; undefined for what has no name: items without a category. */
export function inAddress({ level, ...subject }: ForecastSubject): SubjectInAddress | undefined {
  const { sku, category, region } = subject
  const store = subject.storeId === '' ? 'online' : subject.storeId
  const of = (fields: Readonly<Record<string, string | null>>): SubjectInAddress | undefined =>
    Object.values(fields).every((value) => value !== null && value !== '') ? fields : undefined
  switch (level) {
    case 'total':
      return {}
    case 'region':
      return of({ region })
    case 'store':
      return of({ store })
    case 'category':
      return of({ category })
    case 'category-store':
      return of({ category, store })
    case 'sku':
      return of({ sku })
    case 'sku-store':
      return of({ sku, store })
  }
}

/** The level of what an address names. */
export function levelOf({ sku, store, category, region }: SubjectInAddress): ForecastLevel {
  if (sku !== undefined) return store === undefined ? 'sku' : 'sku-store'
  if (category !== undefined) return store === undefined ? 'category' : 'category-store'
  if (store !== undefined) return 'store'
  return region === undefined ? 'total' : 'region'
}

const partsOfLevel: Readonly<Record<ForecastLevel, Partial<Record<PartKind, ForecastLevel>>>> = {
  total: { stores: 'store', categories: 'category', items: 'sku', regions: 'region' },
  region: { stores: 'store' },
  store: { categories: 'category-store', items: 'sku-store' },
  category: { items: 'sku', stores: 'category-store' },
  'category-store': { items: 'sku-store' },
  sku: { stores: 'sku-store' },
  'sku-store': {},
}

/** The kinds of lists there are beneath a subject, the usual one first. */
export function partKindsOf(subject: SubjectInAddress): PartKind[] {
  return Object.keys(partsOfLevel[levelOf(subject)]) as PartKind[]
}

/** The list that a view shows, and the level of its rows; undefined where nothing lies beneath. */
export function partsOf(view: ForecastPageView): { kind: PartKind; level: ForecastLevel } | undefined {
  const levels = partsOfLevel[levelOf(view.subject)]
  const kinds = partKindsOf(view.subject)
  const kind = kinds.find((each) => each === view.parts) ?? kinds[0]
  const level = kind === undefined ? undefined : levels[kind]
  return kind === undefined || level === undefined ? undefined : { kind, level }
}

/** What to ask the API for: the forecast itself. */
export function forecastQuery({ subject, grain, reach, channel }: ForecastPageView): GetForecastQuery {
  const history = historyPoints[reach][grain]
  return { ...subject, grain, history, ...(channel === undefined ? {} : { channel }) }
}

/** A view of another subject or list, the drawing as it was. */
export function sameDrawing({
  grain,
  reach,
  channel,
  isPastShown,
}: ForecastPageView): Partial<ForecastPageView> {
  return { grain, reach, channel, isPastShown }
}

/** What to ask the API for: the subject among all of its level, in short. */
export function summaryQuery({ subject }: ForecastPageView): ListForecastsQuery {
  return { ...subject, level: levelOf(subject), limit: 1 }
}

/** What to ask the API for: the rows of the list. */
export function partsQuery(view: ForecastPageView, level: ForecastLevel): ListForecastsQuery {
  const { subject, query, abc, demandClass, sort, cursor } = view
  return {
    ...subject,
    level,
    sort,
    limit: partsPerPage,
    ...(query === '' ? {} : { query }),
    ...(abc === undefined ? {} : { abc }),
    ...(demandClass === undefined ? {} : { demandClass }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
