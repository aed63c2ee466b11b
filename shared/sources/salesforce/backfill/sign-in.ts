import * as z from 'zod'
import type { JsonObject } from '../../../kernel/json.ts'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import { minuteMs, secondMs } from '../../../kernel/time.ts'
import type { BackfillFailure, CredentialField, VendorCall } from '../../backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../../backfill-failure.ts'
import { salesforceSettings } from '../settings.ts'
import { signedToken } from './json-web-token.ts'

export const credentialFields = [
  { name: 'consumerKey', label: 'Consumer key of the external client app' },
  { name: 'username', label: 'User to read as' },
  { name: 'privateKey', label: 'Private key of the app’s certificate (PEM, PKCS #8)' },
] as const satisfies readonly CredentialField[]

/** Whom the token is for, which says nothing about where it is sent. */
const audiences = { production: 'https://login.salesforce.com', sandbox: 'https://test.salesforce.com' }

/** Salesforce takes no token that is good for longer than five minutes. */
const tokenLifetimeMs = 3 * minuteMs

const tokenSchema = z.object({ access_token: z.string().min(1) })
const refusalSchema = z.object({ error: z.string(), error_description: z.string().optional() })

/** Signs in by a JWT bearer token (RFC 7523): nobody is asked, and nothing secret is sent. */
export async function signIn(
  settings: JsonObject,
  credentials: Readonly<Record<string, string>>,
  call: VendorCall,
  nowMs: number,
): Promise<Result<Readonly<Record<string, string>>, BackfillFailure>> {
  const consumerKey = credentials.consumerKey?.trim()
  const username = credentials.username?.trim()
  if (!consumerKey || !username) return refused('the consumer key or the user is missing')
  const expiresAtSeconds = Math.floor((nowMs + tokenLifetimeMs) / secondMs)
  const audience = audiences[salesforceSettings(settings).environment]
  const claims = { iss: consumerKey, sub: username, aud: audience, exp: expiresAtSeconds }
  const assertion = await signedToken(claims, credentials.privateKey ?? '')
  if (assertion === undefined)
    return refused('the private key is not PKCS #8 in PEM (-----BEGIN PRIVATE KEY-----)')
  const response = await call({
    method: 'POST',
    path: '/services/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion,
    }).toString(),
  })
  const body = readBody(response.body)
  if (response.status === 400 || response.status === 401) {
    const refusal = refusalSchema.safeParse(body).data
    const words = refusal === undefined ? '' : `: ${refusal.error}, ${refusal.error_description ?? ''}`
    return refused(`Salesforce does not let the user in${words.slice(0, 200)}`)
  }
  if (response.status !== 200) return fail(failureOfResponse(response))
  const token = tokenSchema.safeParse(body)
  return token.success
    ? succeed({ authorization: `Bearer ${token.data.access_token}` })
    : fail(unreadableAnswer('signing in gave no token'))
}

function refused(message: string): { ok: false; failure: BackfillFailure } {
  return fail({ kind: 'invalid-credentials', message, retryable: false, afterSeconds: null })
}

function readBody(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
