import { type ProfilingSettings, profilingRefusal } from './may-profile.ts'

/** Whether people of a tenant are profiled who said nothing about it. */
export function isProfiledSilently(tenant: ProfilingSettings): boolean {
  return profilingRefusal({ restrictedAt: null, isProfilingAllowed: null }, tenant) === null
}
