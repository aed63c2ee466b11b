import { type ProfilingRefusal, type ProfilingSettings, profilingRefusal } from '../../privacy/may-profile.ts'
import type { PrivacyWord } from '../../privacy/may-use.ts'

/** What of a tenant decides about socio-economic profiles. */
export interface MeansSettings extends ProfilingSettings {
  /** true: switched on; false: off; null: off where the law wants consent to profiling, on elsewhere. */
  readonly isSocioEconomicOn: boolean | null
}

/**
 * Why no socio-economic profile may be made of a person; null when it may. It asks for more than other predictions do: a tenant that profiles until people
 * object does not thereby do this. Where the law wants consent (EU and EEA), the tenant has to switch it on, or the
 * person has to have agreed to profiling. An objection or a restriction always holds.
 */
export function meansProfilingRefusal(word: PrivacyWord, tenant: MeansSettings): ProfilingRefusal | null {
  const refusal = profilingRefusal(word, tenant)
  if (refusal !== null) return refusal
  if (tenant.isSocioEconomicOn !== null) return tenant.isSocioEconomicOn ? null : 'tenant-setting'
  return profilingRefusal(word, { country: tenant.country, isProfilingOptOut: null })
}
