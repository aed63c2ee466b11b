import { verifyStandardWebhook } from '../../standard-webhooks/verify.ts'
import { isKnownSecret } from '../known-secret.ts'
import type { Delivery, Verdict } from '../source.ts'

/**
 * A delivery is signed by Standard Webhooks, or shows the secret itself in `x-webhook-secret` or as a bearer token, for
 * systems that can do no more. One that is signed must be signed rightly, whatever it shows besides.
 */
export async function verifyRest(
  delivery: Delivery,
  secrets: readonly string[],
  nowMs: number,
): Promise<Verdict> {
  const { headers } = delivery
  if (headers.has('webhook-signature')) return verifyStandardWebhook(delivery, secrets, nowMs)
  const given = headers.get('x-webhook-secret') ?? bearerToken(headers.get('authorization'))
  if (!given) return { verified: false, reason: 'missing-signature' }
  return (await isKnownSecret(given, secrets))
    ? { verified: true }
    : { verified: false, reason: 'bad-signature' }
}

function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1]
}
