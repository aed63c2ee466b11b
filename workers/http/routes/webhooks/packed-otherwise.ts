import type { Delivery, Source, Verdict } from '#shared/sources/source.ts'
import type { ProblemError } from '../../problems.ts'
import { otherPacking } from '../../unreadable-body.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The 415 problem of a delivery that a program of the shop's own packed otherwise than as gzip; else undefined. What is UTF-8 is
 * only called packed: packed bytes hardly ever are. Of a body that is not verified it is told only where a signature over the
 * body did not fit: most programs sign what they have before it is packed. A wrong or missing secret is no matter of the body.
 */
export function packedOtherwise(
  { isOwnProgram }: Pick<Source, 'isOwnProgram'>,
  { headers, body }: Pick<Delivery, 'headers' | 'body'>,
  verdict: Verdict,
): ProblemError | undefined {
  // By Standard Webhooks, as all of these programs sign; without its header only a secret was looked at.
  const isByBody = headers.has('webhook-signature')
  const isFor = verdict.verified || (verdict.reason === 'bad-signature' && isByBody)
  const problem = isOwnProgram && isFor ? otherPacking(headers) : undefined
  return problem !== undefined && isText(body) ? undefined : problem
}

function isText(body: Uint8Array): boolean {
  try {
    utf8.decode(body)
    return true
  } catch {
    return false
  }
}
