import { decodeHex, encodeHex, signHmac, verifyHmac } from '../hmac.ts'
import type { Delivery, SourceAnswer } from '../source.ts'

const purpose = new Uint8Array(new TextEncoder().encode('whatsapp webhook verify token'))
const maxChallengeLength = 256

/**
 * The verify token to enter in Meta's dashboard beside the webhook's address: 64 hexadecimal digits, made from the app
 * secret so that there is no second secret to keep, and telling nothing about it.
 */
export async function verifyToken(secret: string): Promise<string> {
  return encodeHex(await signHmac('SHA-256', secret, purpose))
}

/**
 * Answers Meta's setting-up call (`hub.mode=subscribe`): its challenge when the verify token is that of one of the
 * secrets, else 403. Undefined for any other call.
 */
export async function answerChallenge(
  { method, url }: Delivery,
  secrets: readonly string[],
): Promise<SourceAnswer | undefined> {
  const query = new URL(url).searchParams
  if (method !== 'GET' || query.get('hub.mode') !== 'subscribe') return undefined
  const token = decodeHex(query.get('hub.verify_token') ?? '')
  const challenge = query.get('hub.challenge') ?? ''
  const isRight = token !== undefined && (await verifyHmac('SHA-256', secrets, purpose, token))
  return isRight && challenge.length <= maxChallengeLength
    ? { status: 200, contentType: 'text/plain; charset=utf-8', body: challenge }
    : { status: 403, contentType: 'text/plain; charset=utf-8', body: 'The verify token does not fit' }
}
