import { drizzle } from 'drizzle-orm/d1'
import type { CustomerSummary } from '#shared/contracts/customers.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import { customerSummary } from '#shared/customers/views/customer-view.ts'
import { connectionScopes } from '#shared/database/connection-scopes.ts'
import {
  type IdentifierKey,
  identifierKey,
  parseIdentifierKey,
  scopedIdentifierTypes,
} from '#shared/identity/identifier.ts'
import { usableIdentifiers } from '#shared/identity/usable-identifiers.ts'
import { identityDirectoryName, placeCustomer } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { ProblemError } from './problems.ts'

/**
 * The customers an identifier such as `email:Ada@example.com` belongs to: none or one, or several when a scoped
 * identifier is given without its scope. Asked from the directory and the customer objects, so it is never behind.
 */
export async function findByIdentifier(env: Env, tenant: Tenant, text: string): Promise<CustomerSummary[]> {
  const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
  const owners = await directory.find(await identifierKeys(env, tenant, text))
  const found = await Promise.all(
    [...new Set(owners.values())].map(async (customerId) => {
      const object = env.CUSTOMER.getByName(placeCustomer(tenant, customerId))
      const profile = await object.profile(customerId)
      if (profile === null) return []
      const row = profileRow(
        tenant,
        customerId,
        profile.stored.version,
        profileFacts(JSON.parse(profile.stored.state)),
      )
      return [customerSummary(row, tenant.currency)]
    }),
  )
  return found.flat()
}

/**
 * The keys that an identifier as people write it stands for: none when identity does not use it, several when a scoped
 * one is given without its scope. A 422 problem when it is no identifier.
 */
export async function identifierKeys(env: Env, tenant: Tenant, text: string): Promise<IdentifierKey[]> {
  const identifier = parseIdentifierKey(text.trim())
  if (identifier === undefined) {
    throw new ProblemError('invalid-content', undefined, {
      errors: [{ pointer: '/identifier', detail: 'must be type:value, such as email:ada@example.com' }],
    })
  }
  const scopes =
    scopedIdentifierTypes.has(identifier.type) && identifier.scope === undefined
      ? await connectionScopes(drizzle(env.DB), tenant.tenantId)
      : [identifier.scope]
  return scopes.flatMap((scope) =>
    usableIdentifiers([{ ...identifier, scope }], { defaultCountry: tenant.country }).map(identifierKey),
  )
}
