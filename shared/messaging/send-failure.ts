import { fail, type Result } from '../kernel/result.ts'
import type { VendorResponse } from '../sources/backfill.ts'
import { shortText } from './message-properties.ts'
import type { SendFailure } from './messenger.ts'

type Failed = Result<never, SendFailure>

/** Longest wait that is passed on, in seconds. */
const maxWaitSeconds = 3_600

/** The connection's settings lack something that sending needs. */
export function unfitSettings(message: string): Failed {
  return fail({ kind: 'unfit-settings', message, retryable: false, vendorCode: null, afterSeconds: null })
}

/** The connection's credentials are missing, malformed, or refused by the vendor. */
export function unfitCredentials(message: string, vendorCode: string | null = null): Failed {
  return fail({ kind: 'unfit-credentials', message, retryable: false, vendorCode, afterSeconds: null })
}

/** The vendor will not send this message to this person, now or ever. */
export function messageRefused(message: string, vendorCode: string | null = null): Failed {
  return fail({ kind: 'message-refused', message, retryable: false, vendorCode, afterSeconds: null })
}

/** Nobody knows whether the message was sent: trying again could send it twice. */
export function outcomeUnknown(message: string, vendorCode: string | null = null): Failed {
  return fail({ kind: 'outcome-unknown', message, retryable: false, vendorCode, afterSeconds: null })
}

/** Messages come too fast for the vendor; this one was not sent. */
export function rateLimited(message: string, vendorCode: string | null, afterSeconds: number | null): Failed {
  return fail({ kind: 'rate-limited', message, retryable: true, vendorCode, afterSeconds })
}

/** The vendor says that it cannot work at present; this message was not sent. */
export function vendorUnavailable(
  message: string,
  vendorCode: string | null,
  afterSeconds: number | null,
): Failed {
  return fail({ kind: 'vendor-unavailable', message, retryable: true, vendorCode, afterSeconds })
}

/**
 * What an error means by its status alone. Of a server error only 503 says that nothing was done. `vendorCode` and
 * `message` are the vendor's own, where its answer could be read.
 */
export function failureOfStatus(
  { status, headers }: VendorResponse,
  vendorCode: string | null,
  said: string | undefined,
): Failed {
  const message = shortText(said) ?? `the vendor answered ${status}`
  const afterSeconds = waitOf(headers.get('retry-after'))
  if (status === 401 || status === 403) return unfitCredentials(message, vendorCode)
  if (status === 429) return rateLimited(message, vendorCode, afterSeconds)
  if (status === 503) return vendorUnavailable(message, vendorCode, afterSeconds)
  return status >= 500 || status < 400
    ? outcomeUnknown(message, vendorCode)
    : messageRefused(message, vendorCode)
}

/** The seconds a `Retry-After` asks for, whole and at least one; null when it names a date or nothing. */
export function waitOf(retryAfter: string | undefined): number | null {
  const seconds = Number(retryAfter ?? '')
  if (!retryAfter?.trim() || !Number.isFinite(seconds) || seconds < 0) return null
  return Math.min(maxWaitSeconds, Math.max(1, Math.ceil(seconds)))
}
