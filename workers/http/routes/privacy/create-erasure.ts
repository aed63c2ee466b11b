import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import {
  eraseCustomerSchema,
  type PrivacyRequestView,
  privacyRequestSchema,
} from '#shared/contracts/privacy.ts'
import { findPrivacyRequest } from '#shared/database/privacy-requests.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import { newId } from '#shared/kernel/ids.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { type RequestedErasure, requestErasure } from '../../../request-erasure.ts'
import type { Api } from '../../api.ts'
import { decideIdentity, decisionProblems } from '../../decide-identity.ts'
import { identifierKeys } from '../../find-by-identifier.ts'
import { findOwners } from '../../find-owners.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError } from '../../problems.ts'

const route = createRoute({
  operationId: 'createErasure',
  method: 'post',
  path: '/v1/privacy/erasures',
  tags: ['Privacy'],
  summary: 'Forget a customer everywhere, for good',
  description:
    'The customer is unknown from the answer on; the request tells how far the stores are. Orders stay as facts without a person, so totals do not change. It cannot be taken back.',
  ...guarded('privacy:manage'),
  request: {
    body: { required: true, content: { 'application/json': { schema: eraseCustomerSchema } } },
  },
  responses: {
    202: {
      description: 'Decided, and most often done',
      headers: { Location: { description: 'Address of the request', schema: { type: 'string' as const } } },
      content: { 'application/json': { schema: privacyRequestSchema } },
    },
    ...decisionProblems,
  },
})

export function registerCreateErasure(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { mode, ...named } = context.req.valid('json')
    const customerId = named.customerId ?? (await ownerOf(context.env, tenant, named.identifier ?? ''))
    const nowMs = Date.now()
    const requestId = newId('prq', nowMs, Math.random)
    const erased = await decide(context.env, tenant, { requestId, customerId, mode, by: actor })
    const row = erased.isCarriedOut
      ? await findPrivacyRequest(drizzle(context.env.DB), tenant.tenantId, requestId)
      : undefined
    const request: PrivacyRequestView = privacyRequestView(
      row ?? {
        requestId,
        kind: 'erasure',
        mode,
        customerId: erased.customerId,
        status: 'running',
        requestedAt: nowMs,
        requestedBy: actor,
        completedAt: null,
        dueAt: null,
        resultUntil: null,
        receipt: [],
      },
    )
    return context.json(request, 202, { location: `/v1/privacy/requests/${requestId}` })
  })
}

/** Once the directory has decided, the erasure goes on by itself, whatever becomes of this call. */
async function decide(
  env: Env,
  tenant: Tenant,
  request: RequestedErasure,
): Promise<{ customerId: string; isCarriedOut: boolean }> {
  let decided: { customerId: string } | undefined
  try {
    const { customerId } = await decideIdentity<{ customerId: string }>(env, tenant, async () => {
      const reply = await requestErasure(env, tenant, request)
      const outcome: Result<{ customerId: string }, IdentityFailure> = JSON.parse(reply)
      if (outcome.ok) decided = outcome.value
      return reply
    })
    return { customerId, isCarriedOut: true }
  } catch (error) {
    if (decided === undefined) throw error
    // biome-ignore lint/suspicious/noConsole: the caller is answered all the same, and the directory's alarm tries again
    console.error(JSON.stringify({ level: 'error', requestId: request.requestId, error: String(error) }))
    return { customerId: decided.customerId, isCarriedOut: false }
  }
}

async function ownerOf(env: Env, tenant: Tenant, identifier: string): Promise<string> {
  const owners = new Set(
    (await findOwners(env, tenant, await identifierKeys(env, tenant, identifier))).values(),
  )
  const [customerId] = owners
  if (customerId === undefined) throw new ProblemError('not-found', 'Nobody is known by this identifier')
  if (owners.size > 1) {
    throw new ProblemError('invalid-content', undefined, {
      errors: [{ pointer: '/identifier', detail: 'names several customers: give it with its scope' }],
    })
  }
  return customerId
}
