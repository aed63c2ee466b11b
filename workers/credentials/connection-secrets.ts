import type { ConnectionRow } from '#shared/database/tables/tenant.ts'
import { encodeBase64, encodeHex } from '#shared/sources/hmac.ts'
import { isSealed, openSealed, type SealingEnv, sealText } from './sealed-text.ts'

type Owner = Pick<ConnectionRow, 'tenantId' | 'source' | 'connectionId'>

/** A secret as it is stored. */
export async function sealSecret(secret: string, owner: Owner, env: SealingEnv): Promise<string> {
  return sealText(secret, sealedFor(owner), env)
}

/** The secrets that deliveries may be signed with now, the one in use first. */
export async function secretsAt(
  row: Owner & Pick<ConnectionRow, 'secrets' | 'oldSecretUntil'>,
  nowMs: number,
  env: SealingEnv,
): Promise<string[]> {
  const isRotating = row.oldSecretUntil === null || nowMs < row.oldSecretUntil
  const taken = isRotating ? row.secrets : row.secrets.slice(0, 1)
  return Promise.all(
    taken.map((secret) => (isSealed(secret) ? openSealed(secret, sealedFor(row), env) : secret)),
  )
}

/** Sources whose deliveries are signed by Standard Webhooks. */
const standardWebhookSources: ReadonlySet<string> = new Set(['pos', 'rest', 'salesforce'])

/**
 * 192 bits of chance, in letters and digits only and no more than 50 of them: some vendors take nothing else. Standard
 * Webhooks, which tills and other systems sign by, write a secret as base64 with a prefix.
 */
export function newSecret(source: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  return standardWebhookSources.has(source) ? `whsec_${encodeBase64(bytes)}` : encodeHex(bytes)
}

function sealedFor({ tenantId, source, connectionId }: Owner) {
  return { tenantId, source, connectionId, purpose: 'secret' as const }
}
