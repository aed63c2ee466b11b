import { staffRoles } from '#shared/access/roles.ts'
import type { TenantChanges } from '#shared/contracts/tenant.ts'
import { retentionKinds } from '../privacy/retention-words.ts'

/** What a form says of the shop's settings; a currency that is fixed is no field of it. Values are for the API to judge. */
export function readShopForm(form: FormData): TenantChanges {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const profiling = text('profiling')
  return {
    name: text('name'),
    country: text('country').toUpperCase(),
    timeZone: text('timeZone'),
    ...(form.has('currency') && { currency: text('currency').toUpperCase() }),
    ownPhones: text('ownPhones')
      .split(/\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    secondFactorRoles: staffRoles.filter((role) => form.getAll('secondFactorRoles').includes(role)),
    spendingDeviationThreshold: Number(text('spendingDeviationThreshold')) / 100,
    isPrivacySignalIgnored: text('privacySignal') === 'ignore',
    isProfilingOptOut: profiling === 'opt-out' ? true : profiling === 'opt-in' ? false : null,
    retention: Object.fromEntries(retentionKinds.map((kind) => [kind, Number(text(`retention/${kind}`))])),
  }
}
