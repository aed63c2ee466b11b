import { secondMs } from '../kernel/time.ts'
import { encodeBase64, signHmac } from '../sources/hmac.ts'
import { signedContent } from './signed-content.ts'
import { webhookKeys } from './webhook-keys.ts'

/**
 * The headers a sender would put on a delivery of these bytes at `nowMs`, by Standard Webhooks. Several secrets make several
 * signatures, as while a secret is being rotated.
 */
export async function signStandardWebhook(
  body: Uint8Array<ArrayBuffer>,
  secrets: readonly string[],
  deliveryId: string,
  nowMs: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / secondMs))
  const content = signedContent(deliveryId, timestamp, body)
  const signatures: string[] = []
  for (const secret of secrets) {
    const [key] = webhookKeys(secret)
    if (key !== undefined) signatures.push(`v1,${encodeBase64(await signHmac('SHA-256', key, content))}`)
  }
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
