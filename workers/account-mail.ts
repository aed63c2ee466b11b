import { refuseAddress } from '#shared/connections/public-address.ts'
import { errorReport } from '#shared/kernel/error-report.ts'
import { newId } from '#shared/kernel/ids.ts'
import { secondMs, toIso } from '#shared/kernel/time.ts'
import { signStandardWebhook } from '#shared/standard-webhooks/sign.ts'
import type { Env } from './env.ts'

const timeoutMs = 10 * secondMs

/** A link for a person; whoever sends the mail writes the words around it. */
export interface AccountMail {
  readonly kind: 'invitation' | 'password-reset'
  readonly to: string
  readonly displayName: string
  readonly tenantName: string
  readonly url: string
  readonly expiresAtMs: number
}

/**
 * Hands a mail to the service that ACCOUNT_MAIL_WEBHOOK_URL names, as JSON signed by Standard Webhooks. False when there
 * is none, or when it did not take it; the Worker's log says why, without the link.
 */
export async function sendAccountMail(mail: AccountMail, env: Env, nowMs: number): Promise<boolean> {
  const { ACCOUNT_MAIL_WEBHOOK_URL: url, ACCOUNT_MAIL_WEBHOOK_SECRET: secret } = env
  if (url === undefined || url === '') return false
  const refusal = refuseAddress(url, env.ENVIRONMENT === 'development')
  if (refusal !== undefined) return isNotSent(`ACCOUNT_MAIL_WEBHOOK_URL ${refusal}`)
  if (secret === undefined || secret === '') return isNotSent('ACCOUNT_MAIL_WEBHOOK_SECRET is not set')
  const { expiresAtMs, ...same } = mail
  const body = Uint8Array.from(
    new TextEncoder().encode(JSON.stringify({ ...same, expiresAt: toIso(expiresAtMs) })),
  )
  const signature = await signStandardWebhook(body, [secret], newId('mail', nowMs, Math.random), nowMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signature },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    })
    await response.body?.cancel()
    return response.ok || isNotSent(`the mail service answered ${response.status}`)
  } catch (error) {
    return isNotSent(errorReport(error).error)
  }
}

/** Whether links may be shown instead of mailed: on a laptop without a mail service, and nowhere else. */
export function mayShowLinks(env: Env): boolean {
  return env.ENVIRONMENT === 'development' && !env.ACCOUNT_MAIL_WEBHOOK_URL
}

function isNotSent(reason: string): false {
  // biome-ignore lint/suspicious/noConsole: the person waits for a mail, and the log is the only place that can say why
  console.warn(JSON.stringify({ level: 'warn', mail: 'not sent', reason }))
  return false
}
