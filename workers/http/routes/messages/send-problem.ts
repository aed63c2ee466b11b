import type { ProblemCode } from '#shared/contracts/problems.ts'
import type { SendFailure } from '#shared/messaging/messenger.ts'
import { ProblemError } from '../../problems.ts'

const codes: Readonly<Record<SendFailure['kind'], ProblemCode>> = {
  'unfit-settings': 'conflict',
  'unfit-credentials': 'conflict',
  'message-refused': 'invalid-content',
  'rate-limited': 'too-many-requests',
  'vendor-unavailable': 'unavailable',
  'outcome-unknown': 'conflict',
}
const uncertain: SendFailure['kind'] = 'outcome-unknown'
const waitSeconds = 30

/** Why a message was not sent, as a problem: only 429 and 503 may be tried again as they are. */
export function sendProblem({
  kind,
  message,
  vendorCode,
  afterSeconds,
  retryable,
}: SendFailure): ProblemError {
  const detail = vendorCode === null ? message : `${message} (the vendor's error ${vendorCode})`
  return new ProblemError(codes[kind], detail, {
    errors: [{ pointer: '', detail: message, code: kind }],
    ...(retryable && { headers: { 'retry-after': String(afterSeconds ?? waitSeconds) } }),
  })
}

/** Whether the message may be on its way in spite of the error: every other one comes before the vendor has taken it. */
export function mayHaveBeenSent(error: unknown): boolean {
  return error instanceof ProblemError && error.extra.errors?.some(({ code }) => code === uncertain) === true
}
