import type { VendorResponse } from '../sources/backfill.ts'
import { failureOfResponse, unreadableAnswer } from '../sources/backfill-failure.ts'
import type { DeliveryFailure } from './destination.ts'

const maxProblemLength = 500
/** Statuses by which an API says that the content of a request is wrong, not the request. */
const contentStatuses: ReadonlySet<number> = new Set([400, 409, 413, 422])

/** What an answer that is no success means for the records it is about; `said` is the outside system's own word. */
export function failureOfDelivery(response: VendorResponse, said: string | undefined): DeliveryFailure {
  const failure = failureOfResponse(response)
  if (contentStatuses.has(response.status))
    return {
      kind: 'batch-refused',
      message: shortened(said ?? failure.message),
      retryable: false,
      afterSeconds: null,
    }
  return said === undefined ? failure : { ...failure, message: shortened(`${failure.message}: ${said}`) }
}

/** A daily allowance is used up: an hour later there may be some again. */
export function allowanceUsedUp(detail: string): DeliveryFailure {
  return { kind: 'rate-limited', message: detail, retryable: true, afterSeconds: 3_600 }
}

/** JSON of an answer, or a failure when it is none. */
export function readAnswer(
  body: string,
): { ok: true; value: unknown } | { ok: false; failure: DeliveryFailure } {
  try {
    return { ok: true, value: JSON.parse(body) }
  } catch {
    return { ok: false, failure: unreadableAnswer('the answer is not JSON') }
  }
}

/** As much of what an outside system said as is kept. */
export function shortened(text: string): string {
  return text.length <= maxProblemLength ? text : `${text.slice(0, maxProblemLength - 1)}…`
}
