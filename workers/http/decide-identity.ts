import type { IdentityDirectory } from '#durable-objects/identity-directory/identity-directory.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import type { Result } from '#shared/kernel/result.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ingestPorts } from '../compose.ts'
import type { Env } from '../env.ts'
import { identityProblem } from './identity-problem.ts'
import { problems } from './problems.ts'

/** So often a decision is tried while an earlier one about the same customers is still being carried out. */
const maxTries = 4

/** For a route's `responses`: what a decision about identity may be answered with other than being made. */
export const decisionProblems = problems(
  'malformed-request',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'invalid-content',
  'unavailable',
)

/**
 * Has the directory decide, and carries the decision out, so that what is answered is so everywhere when it is
 * answered. `decide` gives a Result as JSON text, as all decisions of the directory do. Throws a problem when the
 * decision cannot be made; nothing was changed then.
 */
export async function decideIdentity<Value>(
  env: Env,
  tenant: Tenant,
  decide: (directory: DurableObjectStub<IdentityDirectory>) => Promise<string>,
): Promise<Value> {
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  for (let tries = 1; ; tries += 1) {
    const outcome: Result<Value, IdentityFailure> = JSON.parse(await decide(directory))
    if (!outcome.ok && (outcome.failure.kind !== 'operation-open' || tries === maxTries)) {
      throw identityProblem(outcome.failure)
    }
    await settleIdentity(tenant, ingestPorts(env))
    if (outcome.ok) return outcome.value
  }
}
