import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { Backfill, BackfillFailure, VendorAddress } from '../../backfill.ts'
import type { LightspeedRecord } from '../parse.ts'
import { lightspeedSettingsSchema } from '../settings.ts'
import { lightspeedResources, readLightspeedPage } from './read-page.ts'

/** What a retailer has and what changed, by API 2.0: webhooks may be lost, as Lightspeed itself says. */
export const lightspeedBackfill: Backfill<LightspeedRecord> = {
  resources: lightspeedResources,
  credentialFields: [{ name: 'accessToken', label: 'Access token, or a personal token' }],
  reconcileEveryMinutes: 30,
  ping: { method: 'GET', path: '/outlets?page_size=1', headers: {}, body: null },
  address: lightspeedAddress,
  readPage: readLightspeedPage,
}

function lightspeedAddress(
  settings: JsonObject,
  credentials: Readonly<Record<string, string>>,
): Result<VendorAddress, BackfillFailure> {
  const read = lightspeedSettingsSchema.safeParse(settings)
  const domainPrefix = read.success ? read.data.domainPrefix : undefined
  if (domainPrefix === undefined) return fail(lacking('invalid-settings', 'the domain prefix is missing'))
  const accessToken = credentials.accessToken?.trim()
  if (!accessToken) return fail(lacking('invalid-credentials', 'the access token is missing'))
  return succeed({
    baseUrl: `https://${domainPrefix}.retail.lightspeed.app/api/2.0`,
    headers: { authorization: `Bearer ${accessToken}` },
  })
}

function lacking(kind: BackfillFailure['kind'], message: string): BackfillFailure {
  return { kind, message, retryable: false, afterSeconds: null }
}
