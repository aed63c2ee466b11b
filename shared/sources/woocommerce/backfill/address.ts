import type { JsonObject } from '../../../kernel/json.ts'
import { type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, CredentialField, VendorAddress } from '../../backfill.ts'
import { encodeBase64 } from '../../hmac.ts'
import { woocommerceSettings } from '../settings.ts'

/** What WooCommerce shows under Settings > Advanced > REST API when a key is made; reading is enough. */
export const credentialFields = [
  { name: 'consumerKey', label: 'Consumer key' },
  { name: 'consumerSecret', label: 'Consumer secret' },
] as const satisfies readonly CredentialField[]

/** The shop's own address, with key and secret as HTTP Basic: what WooCommerce asks for over https. */
export function shopAddress(
  settings: JsonObject,
  { consumerKey, consumerSecret }: Readonly<Record<string, string>>,
): Result<VendorAddress, BackfillFailure> {
  const { shopUrl } = woocommerceSettings(settings)
  if (shopUrl === undefined) {
    return refused('invalid-settings', 'shopUrl is not the address of a shop')
  }
  if (!consumerKey?.startsWith('ck_') || !consumerSecret?.startsWith('cs_')) {
    return refused('invalid-credentials', 'consumer key or secret is not one of WooCommerce (ck_..., cs_...)')
  }
  const pair = new Uint8Array(new TextEncoder().encode(`${consumerKey}:${consumerSecret}`))
  return succeed({
    baseUrl: shopUrl.replace(/\/+$/, ''),
    headers: { authorization: `Basic ${encodeBase64(pair)}`, accept: 'application/json' },
  })
}

function refused(kind: BackfillFailure['kind'], message: string): { ok: false; failure: BackfillFailure } {
  return { ok: false, failure: { kind, message, retryable: false, afterSeconds: null } }
}
