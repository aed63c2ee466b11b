import * as z from 'zod'
import type { BackfillFailure, VendorResponse } from '../../backfill.ts'
import { failureOfResponse } from '../../backfill-failure.ts'

const errorsSchema = z.array(z.object({ errorCode: z.string(), message: z.string() })).min(1)

/** The day's calls are used up over 24 hours; some are free again after a while. */
const limitWaitSeconds = 900

/** What a refusal means. Salesforce answers 403 when the day's calls are used up, which other credentials do not change. */
export function queryFailure(response: VendorResponse): BackfillFailure {
  const failure = failureOfResponse(response)
  const error = readError(response.body)
  if (error === undefined) return failure
  const { errorCode, message } = error
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED')
    return { kind: 'rate-limited', message: errorCode, retryable: true, afterSeconds: limitWaitSeconds }
  // About the query, which holds nothing of a person: most often a custom field that is not there.
  if (errorCode === 'INVALID_FIELD' || errorCode === 'INVALID_TYPE')
    return { ...failure, kind: 'invalid-settings', message: `${errorCode}: ${message.trim().slice(-200)}` }
  return { ...failure, message: `${failure.message}, ${errorCode.slice(0, 80)}` }
}

function readError(body: string): z.infer<typeof errorsSchema>[number] | undefined {
  try {
    return errorsSchema.safeParse(JSON.parse(body)).data?.[0]
  } catch {
    return undefined
  }
}
