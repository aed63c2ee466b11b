import type { BackfillFailure, VendorResponse } from './backfill.ts'

/** A vendor that asks to wait longer than this is asked again all the same. */
const maxWaitSeconds = 3_600

/** What an answer other than a success means for a back-fill. Says nothing of its body, which may hold anything. */
export function failureOfResponse({ status, headers }: VendorResponse): BackfillFailure {
  const message = `the vendor answered ${status}`
  const afterSeconds = waitOf(headers.get('retry-after'))
  if (status === 401 || status === 403)
    return { kind: 'invalid-credentials', message, retryable: false, afterSeconds: null }
  if (status === 429) return { kind: 'rate-limited', message, retryable: true, afterSeconds }
  if (status >= 500 || status === 408)
    return { kind: 'vendor-unavailable', message, retryable: true, afterSeconds }
  return { kind: 'unreadable-answer', message, retryable: false, afterSeconds: null }
}

/** A success whose content is not what the vendor's documentation says. */
export function unreadableAnswer(detail: string): BackfillFailure {
  return { kind: 'unreadable-answer', message: detail, retryable: false, afterSeconds: null }
}

/** The seconds a `Retry-After` asks for, whole and at least one; null when it names a date or nothing. */
function waitOf(retryAfter: string | undefined): number | null {
  const seconds = Number(retryAfter ?? '')
  if (!retryAfter?.trim() || !Number.isFinite(seconds) || seconds < 0) return null
  return Math.min(maxWaitSeconds, Math.max(1, Math.ceil(seconds)))
}
