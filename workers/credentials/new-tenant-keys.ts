import { apiKeyChanceBytes, formatApiKey } from '#shared/access/api-key-format.ts'
import type { NewTenant } from '#shared/tenants/new-tenant.ts'
import { apiKeyHash, type HashingEnv } from './keyed-hash.ts'

/** The two keys a tenant begins with: as they are shown this once, and as they are stored. */
export interface NewTenantKeys {
  readonly shown: { readonly writeKey: string; readonly apiKey: string }
  readonly stored: Pick<NewTenant, 'writeKey' | 'apiKey'>
}

export async function newTenantKeys(env: HashingEnv): Promise<NewTenantKeys> {
  const chance = () => crypto.getRandomValues(new Uint8Array(apiKeyChanceBytes))
  const [writeKey, apiKey] = [formatApiKey('wk', chance()), formatApiKey('pk', chance())]
  return {
    shown: { writeKey: writeKey.key, apiKey: apiKey.key },
    stored: {
      writeKey: { keyId: writeKey.keyId, keyHash: await apiKeyHash(writeKey.key, env) },
      apiKey: { keyId: apiKey.keyId, keyHash: await apiKeyHash(apiKey.key, env) },
    },
  }
}
