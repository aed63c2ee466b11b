import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { Backfill, BackfillFailure, VendorAddress } from '../../backfill.ts'
import type { HubspotRecord } from '../parse.ts'
import { pingRequest, readContacts } from './read-contacts.ts'

/** Whole contacts: webhooks tell one property at a time. */
export const hubspotBackfill = {
  resources: ['contacts'],
  credentialFields: [{ name: 'accessToken', label: 'Access token of a private app' }],
  reconcileEveryMinutes: 15,
  address: hubspotAddress,
  ping: pingRequest,
  readPage: readContacts,
} satisfies Backfill<HubspotRecord>

function hubspotAddress(
  _settings: JsonObject,
  { accessToken }: Readonly<Record<string, string>>,
): Result<VendorAddress, BackfillFailure> {
  const token = accessToken?.trim()
  if (!token) {
    const message = 'the access token is missing'
    return fail({ kind: 'invalid-credentials', message, retryable: false, afterSeconds: null })
  }
  return succeed({
    baseUrl: 'https://api.hubapi.com',
    headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
  })
}
