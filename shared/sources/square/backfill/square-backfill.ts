import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { Backfill, BackfillFailure, VendorAddress } from '../../backfill.ts'
import type { SquareRecord } from '../parse.ts'
import { squareSettingsSchema } from '../settings.ts'
import { readSquarePage, squareResources } from './read-page.ts'

/** The version of Square's API that this was written against; Square answers in it for good. */
const squareVersion = '2026-09-16'

const hosts = { production: 'https://connect.squareup.com', sandbox: 'https://connect.squareupsandbox.com' }

/** What Square's API tells that its webhooks do not: whole orders, the catalogue, places; and what got lost. */
export const squareBackfill: Backfill<SquareRecord> = {
  resources: squareResources,
  credentialFields: [{ name: 'accessToken', label: 'Access token' }],
  reconcileEveryMinutes: 30,
  ping: { method: 'GET', path: '/v2/locations', headers: {}, body: null },
  address: squareAddress,
  readPage: readSquarePage,
}

function squareAddress(
  settings: JsonObject,
  credentials: Readonly<Record<string, string>>,
): Result<VendorAddress, BackfillFailure> {
  const read = squareSettingsSchema.safeParse(settings)
  if (!read.success) return fail(lacking('invalid-settings', 'the environment is production or sandbox'))
  const accessToken = credentials.accessToken?.trim()
  if (!accessToken) return fail(lacking('invalid-credentials', 'the access token is missing'))
  return succeed({
    baseUrl: hosts[read.data.environment],
    headers: { authorization: `Bearer ${accessToken}`, 'square-version': squareVersion },
  })
}

function lacking(kind: BackfillFailure['kind'], message: string): BackfillFailure {
  return { kind, message, retryable: false, afterSeconds: null }
}
