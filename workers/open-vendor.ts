import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import type { Backfill, BackfillFailure, VendorCall } from '#shared/sources/backfill.ts'
import { refuseVendorAddress, vendorCall } from './call-vendor.ts'
import { openCredentials } from './credentials/open-credentials.ts'
import type { Env } from './env.ts'

const isFinal = { retryable: false, afterSeconds: null } as const

/**
 * How to call the vendor of a connection; fails when it has no credentials, settings that lead nowhere, or when the vendor
 * does not let it in. Throws when a vendor that has to be signed in to does not answer.
 */
export async function openVendor(
  row: ConnectionRow,
  backfill: Backfill,
  env: Env,
): Promise<Result<VendorCall, BackfillFailure>> {
  const credentials = await openCredentials(row, env)
  if (credentials === undefined)
    return fail({ kind: 'invalid-credentials', message: 'the connection has no credentials', ...isFinal })
  const address = backfill.address(row.settings, credentials)
  if (!address.ok) return address
  const refusal = refuseVendorAddress(address.value.baseUrl, env)
  if (refusal !== undefined)
    return fail({ kind: 'invalid-settings', message: `the vendor's address ${refusal}`, ...isFinal })
  const call = vendorCall(address.value, env)
  const signedIn = await backfill.signIn?.(row.settings, credentials, call, Date.now())
  if (signedIn === undefined) return succeed(call)
  if (!signedIn.ok) return signedIn
  const headers = { ...address.value.headers, ...signedIn.value }
  return succeed(vendorCall({ ...address.value, headers }, env))
}
