import type { Context } from 'hono'
import {
  callClass,
  limitOfAccount,
  limitOfSender,
  limitOfSignIns,
  limitOfWrongCredentials,
  limitsOfCaller,
  limitsOfTenant,
  scaled,
} from '#shared/access/rate-limits.ts'
import type { BucketAnswer, BucketRule } from '#shared/access/token-bucket.ts'
import { countCall, limitScale } from '../rate-limiter.ts'
import type { Access, ApiEnv } from './api-env.ts'
import { callerAddress } from './caller-address.ts'
import { ProblemError } from './problems.ts'

/** Counts a call of somebody who is known, for them and then for their tenant. Throws a 429 problem; see {@link limitHeaders}. */
export function limitCall(context: Context<ApiEnv>, access: Access): Record<string, string> {
  const { env } = context
  const nowMs = Date.now()
  const { tenantId } = access.tenant
  const kind = callClass(context.get('operation')?.operationId ?? '', context.req.method)
  const caller = access.sessionId || access.userId || access.keyId
  const rule = limitsOfCaller[kind]
  const own = countCall(`${kind}/${tenantId}/${caller}`, access.tenant, rule, env, nowMs)
  const headers = limitHeaders(own, rule, limitScale(env))
  if (!own.isAllowed) throw tooMany(own, headers)
  const ofTenant = countCall(`${kind}/${tenantId}`, access.tenant, limitsOfTenant[kind], env, nowMs)
  if (!ofTenant.isAllowed) throw tooMany(ofTenant, headers)
  return headers
}

/** Counts a request with events; their own limit is so high that only a sender who has gone wrong meets it. */
export function limitSender({ keyId, tenant }: Access, env: ApiEnv['Bindings'], nowMs: number): void {
  const answer = countCall(`events/${tenant.tenantId}/${keyId}`, tenant, limitOfSender, env, nowMs)
  if (!answer.isAllowed) throw tooMany(answer)
}

/** Counts a wrong key or token; to be called when one is refused. Throws a 429 problem when there were too many. */
export function limitWrongCredential(context: Context<ApiEnv>): void {
  refuse(context, `wrong/${callerAddress(context)}`, limitOfWrongCredentials)
}

/** Counts a call of the platform's operator, as an ordinary caller's that changes something. */
export function limitOperator(context: Context<ApiEnv>): void {
  refuse(context, 'operator', limitsOfCaller.write)
}

/** Counts a try to get in: for the address, and for the account when the body names one. */
export async function limitSignIn(context: Context<ApiEnv>): Promise<void> {
  refuse(context, `sign-in/${callerAddress(context)}`, limitOfSignIns)
  const email = await context.req
    .json()
    .then((body: unknown) => (body as { email?: unknown } | null)?.email)
    .catch(() => undefined)
  if (typeof email !== 'string') return
  refuse(context, `account/${email.slice(0, 320).normalize('NFKC').trim().toLowerCase()}`, limitOfAccount)
}

function refuse(context: Context<ApiEnv>, name: string, rule: BucketRule): void {
  const answer = countCall(name, undefined, rule, context.env, Date.now())
  if (!answer.isAllowed) throw tooMany(answer)
}

function tooMany(answer: BucketAnswer, headers: Record<string, string> = {}): ProblemError {
  return new ProblemError('too-many-requests', undefined, {
    headers: { ...headers, 'retry-after': String(answer.retryAfterSeconds) },
  })
}

/** How much a caller has left, in the fields of draft-ietf-httpapi-ratelimit-headers-06. */
function limitHeaders(answer: BucketAnswer, rule: BucketRule, scale: number): Record<string, string> {
  const { capacity, perSecond } = scaled(rule, scale)
  return {
    'ratelimit-limit': String(capacity),
    'ratelimit-remaining': String(answer.remaining),
    'ratelimit-reset': String(answer.resetSeconds),
    'ratelimit-policy': `${capacity};w=${Math.ceil(capacity / perSecond)}`,
  }
}
