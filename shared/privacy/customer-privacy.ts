import type { CustomerPrivacy } from '../contracts/privacy.ts'
import type { Consents } from '../customers/consents.ts'
import { toIso } from '../kernel/time.ts'
import { type ProfilingSettings, profilingRefusal } from './may-profile.ts'
import { mayUse, privacyWord } from './may-use.ts'

/** What may be done with what is known of a customer, as the API shows it. */
export function customerPrivacy(consents: Consents | undefined, tenant: ProfilingSettings): CustomerPrivacy {
  const word = privacyWord(consents)
  const reason = profilingRefusal(word, tenant)
  return {
    restrictedAt: word.restrictedAt === null ? null : toIso(word.restrictedAt),
    isProfilingAllowed: word.isProfilingAllowed,
    mayBeUsed: mayUse(word),
    mayBeProfiled: reason === null,
    reason,
  }
}
