/** The periods one can look at, in days. */
export const periods = [7, 30, 90, 365] as const
export type Period = (typeof periods)[number]

export const periodNames: Record<Period, string> = {
  7: '7 days',
  30: '30 days',
  90: '90 days',
  365: '1 year',
}

/** The period an address asks for; 30 days when it asks for none of ours. */
export function parsePeriod(days: string | null): Period {
  return periods.find((period) => String(period) === days) ?? 30
}

/** The day a period in the past ends on, or undefined for one that ends today. */
export function parseLastDay(day: string | null): string | undefined {
  return day !== null && /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(day) ? day : undefined
}

/** The address of the overview of a period. */
export function overviewAddress(days: Period, lastDay: string | undefined): string {
  const query = new URLSearchParams()
  if (days !== 30) query.set('days', String(days))
  if (lastDay !== undefined) query.set('lastDay', lastDay)
  return query.size === 0 ? '/' : `/?${query}`
}
