import type { CustomerPrivacy } from '#shared/contracts/privacy.ts'
import type { ConsentStatement } from '#shared/events/event.ts'
import type { ConsentMethod } from '#shared/privacy/consent-proof.ts'
import { customerPrivacy } from '#shared/privacy/customer-privacy.ts'
import { consentEvent } from '#shared/privacy/privacy-events.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import type { Access } from './api-env.ts'
import { findCustomer } from './find-customer.ts'
import { ProblemError } from './problems.ts'
import { recordPrivacyEvents } from './record-privacy-events.ts'

/** What a person said, how, and about which wording. */
export interface StatedConsents {
  readonly statements: readonly ConsentStatement[]
  readonly textVersion: string | null
  readonly method: ConsentMethod
}

/** Notes what a customer allows and refuses; tells whether it counts already. */
export async function stateConsents(
  env: Env,
  access: Access,
  customerId: string,
  { statements, textVersion, method }: StatedConsents,
): Promise<boolean> {
  const proof = { textVersion, method, recordedBy: recorderOf(access) }
  return recordPrivacyEvents(env, access.tenant, customerId, (noted) =>
    consentEvent(noted, statements, proof),
  )
}

/**
 * Notes a statement about the use of the data as a whole. Throws a 503 problem when it does not count yet: whoever asks
 * for it has to know that it does.
 */
export async function stateUse(
  env: Env,
  access: Access,
  customerId: string,
  statement: Pick<ConsentStatement, 'purpose' | 'isGranted'>,
): Promise<CustomerPrivacy> {
  const said = { statements: [statement], textVersion: null, method: 'other' as const }
  if (!(await stateConsents(env, access, customerId, said))) {
    throw new ProblemError(
      'unavailable',
      'It is noted and will hold once the events before it are processed',
      {
        headers: { 'retry-after': '5' },
      },
    )
  }
  return readPrivacy(env, access.tenant, customerId)
}

/** What may be done with what is known of a customer. */
export async function readPrivacy(env: Env, tenant: Tenant, customerId: string): Promise<CustomerPrivacy> {
  const { record } = await findCustomer(env, tenant, customerId)
  return customerPrivacy(record.state.consents, tenant)
}

/** An account by its id, so that no name stands in the data of a customer. */
function recorderOf({ kind, role, userId, actor }: Access): string {
  if (role === 'customer') return 'person'
  return kind === 'user' ? userId : actor
}
