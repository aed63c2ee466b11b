import type { JsonObject } from '../../../kernel/json.ts'
import { type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, CredentialField, VendorAddress } from '../../backfill.ts'
import { magentoSettings } from '../settings.ts'

/** Of an integration (System > Extensions > Integrations) that may read sales, customers and catalogue. */
export const credentialFields = [
  { name: 'accessToken', label: 'Access token of the integration' },
] as const satisfies readonly CredentialField[]

/** The shop's own address, with the integration's token as bearer. */
export function shopAddress(
  settings: JsonObject,
  { accessToken }: Readonly<Record<string, string>>,
): Result<VendorAddress, BackfillFailure> {
  const { shopUrl } = magentoSettings(settings)
  if (shopUrl === undefined) return refused('invalid-settings', 'shopUrl is not the address of a shop')
  if (!accessToken || !/^[\x21-\x7e]+$/.test(accessToken)) {
    return refused('invalid-credentials', 'accessToken is not a token')
  }
  return succeed({
    baseUrl: shopUrl.replace(/\/+$/, ''),
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
  })
}

function refused(kind: BackfillFailure['kind'], message: string): { ok: false; failure: BackfillFailure } {
  return { ok: false, failure: { kind, message, retryable: false, afterSeconds: null } }
}
