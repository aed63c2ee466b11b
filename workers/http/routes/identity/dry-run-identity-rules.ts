import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { dryRunRulesSchema, type RulesDryRun, rulesDryRunSchema } from '#shared/contracts/identity.ts'
import { findIdentityRules } from '#shared/database/tenant-identity-rules.ts'
import type { DecidedIdentity } from '#shared/identity/dry-run/decided-identity.ts'
import { type ChangedCustomer, dryRunRules } from '#shared/identity/dry-run/dry-run-rules.ts'
import { changeRules, type RulesChange } from '#shared/identity/dry-run/rules-change.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readRecordedClaims } from '../../read-recorded-claims.ts'

/** What fits into a Worker's memory and a reader's patience; the figures are in docs/design/identity-rules.md. */
const limits = { mostEvents: 50_000, mostSegments: 2_000 }
const retryAfterSeconds = 5

/** Requests share the memory of their Worker, and two runs together may not fit into it. */
let isRunning = false

const route = createRoute({
  operationId: 'dryRunIdentityRules',
  method: 'post',
  path: '/v1/identity/rules/dry-run',
  tags: ['Identity'],
  summary: 'Try a change of the rules on the recorded events',
  description:
    'The recorded events are decided again, once by the rules in force and once by those given, and the customers they come to are compared. Nothing is changed. What people decided holds in both.',
  ...guarded('identity:read'),
  request: { body: { required: true, content: { 'application/json': { schema: dryRunRulesSchema } } } },
  responses: {
    200: {
      description: 'What would be different',
      content: { 'application/json': { schema: rulesDryRunSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content', 'unavailable'),
  },
})

export function registerDryRunIdentityRules(api: Api): void {
  api.openapi(route, async (context) => {
    if (isRunning) {
      const headers = { 'retry-after': String(retryAfterSeconds) }
      throw new ProblemError('unavailable', 'Another dry run is going on', { headers })
    }
    isRunning = true
    try {
      const { tenant } = context.get('access')
      return context.json(await dryRun(context.env, tenant, context.req.valid('json').rules), 200)
    } finally {
      isRunning = false
    }
  })
}

async function dryRun(env: Env, tenant: Tenant, change: RulesChange): Promise<RulesDryRun> {
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  const rules = await findIdentityRules(drizzle(env.DB), tenant.tenantId)
  const decided: DecidedIdentity = JSON.parse(await directory.decidedIdentity())
  const { claims, isComplete } = await readRecordedClaims(env, tenant, limits)
  const found = dryRunRules(claims, decided, rules, changeRules(rules, change))
  const shownKeys = [...found.merges, ...found.splits].flatMap(({ partKeys }) => partKeys)
  const owners = await directory.find([...new Set(shownKeys)])
  return {
    ...found,
    eventCount: claims.length,
    isComplete: isComplete && decided.isComplete,
    merges: found.merges.map((changed) => changedCustomersView(changed, owners)),
    splits: found.splits.map((changed) => changedCustomersView(changed, owners)),
  }
}

function changedCustomersView(
  { partKeys, eventCount }: ChangedCustomer,
  owners: ReadonlyMap<IdentifierKey, string>,
): RulesDryRun['merges'][number] {
  const customerIds = [...new Set(partKeys.flatMap((key) => owners.get(key) ?? []))]
  return { customerIds, identifiers: [...partKeys], eventCount }
}
