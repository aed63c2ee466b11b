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
