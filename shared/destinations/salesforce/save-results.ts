import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import type { VendorResponse } from '../../sources/backfill.ts'
import { unreadableAnswer } from '../../sources/backfill-failure.ts'
import { allowanceUsedUp, failureOfDelivery, readAnswer, shortened } from '../delivery-failure.ts'
import type { DeliveryFailure, RecordReply } from '../destination.ts'

const resultsSchema = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    errors: z
      .array(z.object({ statusCode: z.string().default(''), message: z.string().default('') }))
      .default([]),
  }),
)
const problemsSchema = z.array(z.object({ errorCode: z.string(), message: z.string() })).min(1)

interface SaveResult {
  readonly id: string | null
  readonly isSuccess: boolean
  readonly codes: readonly string[]
  readonly problem: string
}

/** What Salesforce answered about a collection: one result a record, in the order in which they were sent. */
export function readSaveResults(
  response: VendorResponse,
  count: number,
  replyOf: (result: SaveResult, index: number) => RecordReply,
): Result<RecordReply[], DeliveryFailure> {
  if (response.status < 200 || response.status > 299)
    return { ok: false, failure: failureOfSalesforce(response) }
  const json = readAnswer(response.body)
  if (!json.ok) return json
  const results = resultsSchema.safeParse(json.value)
  if (!results.success || results.data.length !== count)
    return { ok: false, failure: unreadableAnswer('the answer has not one result a record') }
  return succeed(
    results.data.map(({ id, success, errors }, index) => {
      const codes = errors.map(({ statusCode }) => statusCode)
      const said = errors.map(({ statusCode, message }) => `${statusCode}: ${message}`).join('; ')
      const problem = shortened(said || 'Salesforce gave no reason')
      return replyOf({ id: id ?? null, isSuccess: success, codes, problem }, index)
    }),
  )
}

function failureOfSalesforce(response: VendorResponse): DeliveryFailure {
  const json = readAnswer(response.body)
  const [problem] = (json.ok ? problemsSchema.safeParse(json.value).data : undefined) ?? []
  // Answered with 403, like a right that is missing.
  if (problem?.errorCode === 'REQUEST_LIMIT_EXCEEDED')
    return allowanceUsedUp("Salesforce's allowance of calls is used up")
  return failureOfDelivery(response, problem && `${problem.errorCode}: ${problem.message}`)
}
