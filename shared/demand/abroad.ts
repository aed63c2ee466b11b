import type { CalendarDay } from './calendar-day.ts'
import type { SoldIn } from './forecast-levels.ts'
import type { NodeDemand } from './node-demand.ts'

/** Places in other countries than the shop's own: they have the holidays of theirs. */
export interface Abroad {
  /** By place, ISO 3166 alpha-2. */
  readonly countries: Readonly<Record<string, string>>
  /** By country: its share of all that was sold in a year, 0 to 1. */
  readonly shares: Readonly<Record<string, number>>
  /** By region whose places all lie in one country: that country, null where it is the shop's own. Absent in runs of before they were kept. */
  readonly regions?: Readonly<Record<string, string | null>>
}

export const nothingAbroad: Abroad = { countries: {}, shares: {} }

const yearDays = 364

/** The country of a place abroad; null for all others. */
export function countryAbroad(
  { countries }: Pick<Abroad, 'countries'>,
  storeId: string | null,
): string | null {
  return storeId !== null && Object.hasOwn(countries, storeId) ? (countries[storeId] ?? null) : null
}

/** The country in which all of it is sold, null for the shop's own; undefined: in several. */
export function countryWhere(
  { countries, regions = {} }: Pick<Abroad, 'countries' | 'regions'>,
  where: SoldIn,
): string | null | undefined {
  if (Object.keys(countries).length === 0) return null
  if (where === null) return undefined
  if (typeof where === 'string') return countryAbroad({ countries }, where)
  return Object.hasOwn(regions, where.region) ? regions[where.region] : undefined
}

/** How much each country has of what the places of a shop sold, and which regions are all in one. */
export function abroadOf(countries: Abroad['countries'], nodes: readonly NodeDemand[]): Abroad {
  if (Object.keys(countries).length === 0) return nothingAbroad
  const units = new Map<string, number>()
  const ofRegions = new Map<string, Set<string | null>>()
  let all = 0
  for (const node of nodes) {
    if (node.level !== 'store') continue
    const sold = node.units.subarray(-yearDays).reduce((sum, count) => (count > 0 ? sum + count : sum), 0)
    all += sold
    const country = countryAbroad({ countries }, node.storeId)
    ofRegions.set(node.region, (ofRegions.get(node.region) ?? new Set()).add(country))
    if (country !== null) units.set(country, (units.get(country) ?? 0) + sold)
  }
  const shares = [...units].map(([country, sold]): [string, number] => [country, all > 0 ? sold / all : 0])
  const regions = [...ofRegions].flatMap(([region, [country, ...others]]): [string, string | null][] =>
    country === undefined || others.length > 0 ? [] : [[region, country]],
  )
  return { countries, shares: Object.fromEntries(shares), regions: Object.fromEntries(regions) }
}

/** The holidays of one country (null: the shop's own), and the shop's own days. */
export function calendarIn(calendar: readonly CalendarDay[], country: string | null): CalendarDay[] {
  return calendar.filter((one) => one.kind !== 'holiday' || (one.country ?? null) === country)
}

/** What the places of one country sold; undefined where there are none. */
export function soldAbroad(
  nodes: readonly NodeDemand[],
  { countries }: Abroad,
  country: string,
): NodeDemand | undefined {
  const stores = nodes.filter(
    ({ level, storeId }) => level === 'store' && countryAbroad({ countries }, storeId) === country,
  )
  const [longest] = [...stores].sort((one, other) => one.firstDay - other.firstDay)
  if (longest === undefined) return undefined
  const units = new Float64Array(longest.units.length)
  const revenueMinor = new Float64Array(units.length)
  for (const store of stores) addEnd({ units, revenueMinor }, store, 1)
  return { ...longest, level: 'total', storeId: '', region: '', units, revenueMinor }
}

/** Sums of all places without what was sold abroad; all other nodes as they are. */
export function withoutAbroad(nodes: readonly NodeDemand[], abroad: Abroad): readonly NodeDemand[] {
  if (Object.keys(abroad.countries).length === 0) return nodes
  return nodes.map((node) => {
    if (node.level !== 'total' && node.level !== 'category') return node
    const part = node.level === 'total' ? 'store' : 'category-store'
    const home = { units: node.units.slice(), revenueMinor: node.revenueMinor.slice() }
    for (const other of nodes) {
      if (other.level !== part || (part === 'category-store' && other.category !== node.category)) continue
      if (countryAbroad(abroad, other.storeId) !== null) addEnd(home, other, -1)
    }
    return { ...node, ...home }
  })
}

/** Both end on the same day. A day that is missing in either is missing; but what a sum that knows a day never had is not taken off. */
function addEnd(
  sums: Pick<NodeDemand, 'units' | 'revenueMinor'>,
  { units, revenueMinor }: NodeDemand,
  sign: 1 | -1,
): void {
  const shift = sums.units.length - units.length
  for (let at = Math.max(0, -shift); at < units.length; at++) {
    const count = units[at] as number
    const isUntold = sign < 0 && Number.isNaN(count)
    if (!isUntold) sums.units[shift + at] = (sums.units[shift + at] as number) + sign * count
    sums.revenueMinor[shift + at] =
      (sums.revenueMinor[shift + at] as number) + sign * (revenueMinor[at] as number)
  }
}
