import type * as z from 'zod'
import { fail, type Result, succeed } from '../kernel/result.ts'
import type { BackfillFailure, VendorResponse } from './backfill.ts'
import { failureOfResponse, unreadableAnswer } from './backfill-failure.ts'

/** The content of a vendor's answer of 200; a failure for any other status, or content of another shape. */
export function readVendorAnswer<Answer>(
  response: VendorResponse,
  schema: z.ZodType<Answer>,
): Result<Answer, BackfillFailure> {
  if (response.status !== 200) return fail(failureOfResponse(response))
  let json: unknown
  try {
    json = JSON.parse(response.body)
  } catch {
    return fail(unreadableAnswer('the answer is not JSON'))
  }
  const answer = schema.safeParse(json)
  return answer.success ? succeed(answer.data) : fail(unreadableAnswer('the answer has another shape'))
}
