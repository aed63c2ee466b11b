import type { CustomerPrivacy } from '#shared/contracts/privacy.ts'

/** Why a customer may not be profiled. */
export const mayNotProfile: Readonly<Record<NonNullable<CustomerPrivacy['reason']>, string>> = {
  restricted: 'Not profiled: restricted',
  objected: 'Not profiled: objected',
  'no-consent': 'Not profiled: no consent',
  'tenant-setting': 'Not profiled: setting of the shop',
}
