import type { ForecastAccuracyView, ListForecastAccuracyQuery } from '#shared/contracts/forecasts.ts'
import type { ForecastLevel } from './forecast-view.ts'

/** How far ahead the compared forecasts looked, the usual one first. */
export const accuracyHorizons = [28, 7] as const
/** By what forecasts are told apart, the usual one first. */
export const accuracyGroups = ['class', 'category', 'store', 'lane', 'model'] as const
export type AccuracyGroup = (typeof accuracyGroups)[number]

/** Where items are compared one by one comes first: what adds up is always easier. */
const levelsByMeaning: readonly ForecastLevel[] = [
  'sku-store',
  'sku',
  'category-store',
  'category',
  'store',
  'region',
  'total',
]

/** What the page about accuracy shows: all of it stands in the address. */
export interface AccuracyView {
  readonly horizonDays: (typeof accuracyHorizons)[number]
  /** Undefined: the first there is. */
  readonly level: ForecastLevel | undefined
  readonly group: AccuracyGroup
}

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseAccuracyView(params: URLSearchParams): AccuracyView {
  return {
    horizonDays: accuracyHorizons.find((days) => String(days) === params.get('horizon')) ?? 28,
    level: levelsByMeaning.find((level) => level === params.get('level')),
    group: accuracyGroups.find((group) => group === params.get('by')) ?? 'class',
  }
}

/** The address of a view; what is as usual is left out. */
export function accuracyAddress({ horizonDays, level, group }: Partial<AccuracyView>): string {
  const params = new URLSearchParams()
  if (horizonDays !== undefined && horizonDays !== 28) params.set('horizon', String(horizonDays))
  if (level !== undefined) params.set('level', level)
  if (group !== undefined && group !== 'class') params.set('by', group)
  return params.size === 0 ? '/forecasts/accuracy' : `/forecasts/accuracy?${params}`
}

/** What to ask the API for: all levels at once, so that the page knows which there are. */
export function accuracyQuery(
  { horizonDays }: AccuracyView,
  groupKind: AccuracyGroup | 'all',
): ListForecastAccuracyQuery {
  return { horizonDays, groupKind, days: 365 }
}

/** The levels that were compared, items first, and which of them is shown. */
export function levelsOf(
  rows: readonly Pick<ForecastAccuracyView, 'level'>[],
  wanted: ForecastLevel | undefined,
): { levels: ForecastLevel[]; shown: ForecastLevel | undefined } {
  const levels = levelsByMeaning.filter((level) => rows.some((row) => row.level === level))
  return { levels, shown: levels.find((level) => level === wanted) ?? levels[0] }
}

/** The newest comparison of each group, what sells most first. `rows` come newest first. */
export function newestByGroup(rows: readonly ForecastAccuracyView[]): ForecastAccuracyView[] {
  const newestDay = rows[0]?.toDay
  return rows
    .filter(({ toDay }) => toDay === newestDay)
    .toSorted((left, right) => right.actualUnits - left.actualUnits)
}
