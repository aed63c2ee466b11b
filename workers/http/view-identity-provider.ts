import type { IdentityProviderView } from '#shared/contracts/identity-provider.ts'
import type { IdentityProviderRow } from '#shared/database/identity-providers.ts'
import { toIso } from '#shared/kernel/time.ts'
import { redirectUri } from '../credentials/redeem-code.ts'
import type { Env } from '../env.ts'

/** A provider as staff see it: everything but the client secret. */
export function identityProviderView(
  { tenantId: _, sealedClientSecret: __, createdAt, ...settings }: IdentityProviderRow,
  env: Env,
): IdentityProviderView {
  return {
    ...settings,
    redirectUri: redirectUri(env),
    createdAt: toIso(createdAt),
  }
}
