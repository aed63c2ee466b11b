import { decodeBase64, type HmacSecret } from '../sources/hmac.ts'

const prefix = 'whsec_'

/**
 * The keys that a Standard Webhooks secret may stand for. `whsec_` and base64 is the standard's own form. Without the
 * prefix it may be base64 too, as the standard's libraries read it, or a text of somebody's own whose bytes are the key.
 * None for what is empty or claims to be base64 and is not.
 */
export function webhookKeys(secret: string): HmacSecret[] {
  const isPrefixed = secret.startsWith(prefix)
  const decoded = decodeBase64(isPrefixed ? secret.slice(prefix.length) : secret)
  const keys: HmacSecret[] = decoded === undefined || decoded.length === 0 ? [] : [decoded]
  if (!isPrefixed && secret !== '') keys.push(secret)
  return keys
}
