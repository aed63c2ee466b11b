import type { Delivery, SourceAnswer } from '../source.ts'

const pingBody = /^webhook_id=\d{1,20}$/

/**
 * The ping that WooCommerce sends when a webhook is saved: a form with the webhook's number, unsigned, and nothing but
 * status 200 makes it active. It says nothing, so answering it tells nobody anything. Undefined for any other call.
 */
export async function answerPing({ method, headers, body }: Delivery): Promise<SourceAnswer | undefined> {
  if (method !== 'POST' || headers.has('x-wc-webhook-signature') || body.length > 40) return undefined
  if (!headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined
  if (!pingBody.test(new TextDecoder().decode(body))) return undefined
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: 'ready' }
}
