import { holidayCountry } from './public-holidays.ts'

/**
 * By store, its country (ISO 3166 alpha-2), of those that lie in another than `homeCountry`. Countries are as sources wrote them: what is none whose holidays are known is left out,
 * as a place without holidays would be told worse than one with those of home. Of several rows of a store the first that names one counts.
 */
export function storesAbroad(
  stores: readonly { readonly storeId: string; readonly country: string | null }[],
  homeCountry: string,
): Record<string, string> {
  const countries = new Map<string, string>()
  for (const { storeId, country } of stores) {
    const known = country === null ? null : holidayCountry(country)
    if (known !== null && !countries.has(storeId)) countries.set(storeId, known)
  }
  const home = holidayCountry(homeCountry) ?? homeCountry
  return Object.fromEntries([...countries].filter(([, country]) => country !== home))
}
