import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { sentMessagesFolder } from '../sent-messages.ts'

/** Longer than any caller goes on trying. */
const keepDays = 7

/**
 * Forgets idempotency keys of messages after {@link keepDays}. To be run every minute; it looks once an hour, at up to a
 * thousand keys a page.
 */
export async function forgetSentMessages(env: Pick<Env, 'UPLOADS'>, nowMs: number): Promise<void> {
  if (nowMs % hourMs >= minuteMs) return
  const before = nowMs - keepDays * dayMs
  for (let cursor: string | undefined; ; ) {
    const page = await env.UPLOADS.list({
      prefix: sentMessagesFolder,
      ...(cursor !== undefined && { cursor }),
    })
    const old = page.objects.filter(({ uploaded }) => uploaded.getTime() < before)
    if (old.length > 0) await env.UPLOADS.delete(old.map(({ key }) => key))
    if (!page.truncated) return
    cursor = page.cursor
  }
}
