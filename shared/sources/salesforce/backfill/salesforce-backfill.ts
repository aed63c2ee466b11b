import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { Backfill, BackfillFailure, VendorAddress } from '../../backfill.ts'
import type { SalesforceRecord } from '../parse.ts'
import { salesforceSettings } from '../settings.ts'
import { pingRequest, readPeople, resources } from './read-people.ts'
import { credentialFields, signIn } from './sign-in.ts'

/** Contacts and leads by the REST API, what was deleted and merged in the last fifteen days among them. */
export const salesforceBackfill = {
  resources: Object.keys(resources),
  credentialFields,
  reconcileEveryMinutes: 15,
  address: instanceAddress,
  signIn,
  ping: pingRequest,
  readPage: readPeople,
} satisfies Backfill<SalesforceRecord>

function instanceAddress(settings: JsonObject): Result<VendorAddress, BackfillFailure> {
  const { instanceUrl } = salesforceSettings(settings)
  if (instanceUrl === undefined) {
    const message = 'instanceUrl is not the address of an organisation'
    return fail({ kind: 'invalid-settings', message, retryable: false, afterSeconds: null })
  }
  return succeed({ baseUrl: new URL(instanceUrl).origin, headers: { accept: 'application/json' } })
}
