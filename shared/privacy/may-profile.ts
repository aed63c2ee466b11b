import { mayUse, type PrivacyWord } from './may-use.ts'

/** EU and EEA: nobody who said nothing is profiled, unless the tenant decides otherwise. */
const optInCountries: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' '),
)

/** Why predictions may not be made. */
export type ProfilingRefusal = 'restricted' | 'objected' | 'no-consent' | 'tenant-setting'

/** What of a tenant decides about people who said nothing. */
export interface ProfilingSettings {
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** true: profiled until they object; false: only with consent; null: as the country's law wants. */
  readonly isProfilingOptOut: boolean | null
}

/**
 * Why a person may not be profiled; null when they may. The person's own word goes first: a refusal is never
 * outweighed, and a consent is good wherever the shop is.
 */
export function profilingRefusal(word: PrivacyWord, tenant: ProfilingSettings): ProfilingRefusal | null {
  if (!mayUse(word)) return 'restricted'
  if (word.isProfilingAllowed !== null) return word.isProfilingAllowed ? null : 'objected'
  if (tenant.isProfilingOptOut === false) return 'tenant-setting'
  if (tenant.isProfilingOptOut === true) return null
  return optInCountries.has(tenant.country) ? 'no-consent' : null
}
