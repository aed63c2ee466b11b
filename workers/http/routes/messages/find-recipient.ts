import type { ParsedMessage } from '#shared/contracts/messages.ts'
import type { Consents } from '#shared/customers/consents.ts'
import { latestIdentifier } from '#shared/customers/customer-state.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { normalisePhone } from '#shared/identity/normalise-phone.ts'
import type { MessageTarget } from '#shared/messaging/messenger.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { findCustomer } from '../../find-customer.ts'
import { findOwners } from '../../find-owners.ts'
import { ProblemError } from '../../problems.ts'

/** Who a message goes to, and what they said about being written to. */
export interface Recipient {
  readonly target: MessageTarget
  /** Null: nobody is known by the number. */
  readonly customerId: string | null
  readonly consents: Consents | undefined
}

/**
 * The recipient that a request names, with the number or WhatsApp id seen last. A 422 problem for a number that is
 * none and for a customer without either, a 404 for a customer who is not there, a 409 for a number that is not to be known.
 */
export async function findRecipient(
  env: Env,
  tenant: Tenant,
  { to, channel }: Pick<ParsedMessage, 'to' | 'channel'>,
): Promise<Recipient> {
  if (to.phone !== undefined) return ownerOfPhone(env, tenant, to.phone)
  const { record } = await findCustomer(env, tenant, to.customerId ?? '')
  const { evidence, consents } = record.state
  const phone = latestIdentifier(evidence, 'phone')
  const whatsappId = channel === 'whatsapp' ? latestIdentifier(evidence, 'whatsapp_id') : null
  if (phone !== null) return { target: { phone }, customerId: record.customerId, consents }
  if (whatsappId !== null) return { target: { whatsappId }, customerId: record.customerId, consents }
  throw wrongField('/to/customerId', 'is a customer whose number is not known')
}

async function ownerOfPhone(env: Env, tenant: Tenant, written: string): Promise<Recipient> {
  const phone = normalisePhone(written, tenant.country)
  if (phone === undefined) throw wrongField('/to/phone', 'is no phone number')
  const [customerId] = (await findOwners(env, tenant, [`phone:${phone}`])).values()
  if (customerId === undefined) {
    await refuseForgotten(env, tenant, `phone:${phone}`)
    return { target: { phone }, customerId: null, consents: undefined }
  }
  const { record } = await findCustomer(env, tenant, customerId)
  return { target: { phone }, customerId: record.customerId, consents: record.state.consents }
}

/** Who asked to be forgotten and never to be known again is not written to either. */
async function refuseForgotten(env: Env, tenant: Tenant, key: IdentifierKey): Promise<void> {
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  if (!(await directory.isSuppressed([key], Date.now()))) return
  const detail = 'is of somebody who asked to be forgotten and not to be known again'
  throw new ProblemError('conflict', `The number ${detail}`, {
    errors: [{ pointer: '/to/phone', detail, code: 'suppressed-person' }],
  })
}

function wrongField(pointer: string, detail: string): ProblemError {
  return new ProblemError('invalid-content', undefined, { errors: [{ pointer, detail }] })
}
