import type * as z from 'zod'
import { fail, type Result, succeed } from '../../../kernel/result.ts'
import type { BackfillFailure, VendorCall } from '../../backfill.ts'
import { unreadableAnswer } from '../../backfill-failure.ts'
import { fieldErrors } from '../../mapping-failure.ts'
import { askAdminApi } from './ask-admin-api.ts'

/**
 * Asks for a page of the first of `sizes`, and for less while Shopify finds the query too costly. What a query costs
 * depends on the shop's plan and the version of the API, so it is tried rather than known; a refused query costs nothing.
 */
export async function askForLess<Answer>(
  query: string,
  variables: Record<string, string | null>,
  sizes: readonly number[],
  schema: z.ZodType<Answer>,
  call: VendorCall,
): Promise<Result<Answer, BackfillFailure>> {
  for (const first of sizes) {
    const answer = await askAdminApi(query, { ...variables, first }, call)
    if ('kind' in answer) continue
    return answer.ok ? readAnswer(answer.value, schema) : answer
  }
  return fail(unreadableAnswer('the Admin API finds even one record too costly'))
}

/** Fails with `unreadable-answer`, naming the first wrong field but not what it holds. */
export function readAnswer<Answer>(
  data: unknown,
  schema: z.ZodType<Answer>,
): Result<Answer, BackfillFailure> {
  const read = schema.safeParse(data)
  if (read.success) return succeed(read.data)
  const [wrong] = fieldErrors(read.error)
  return fail(unreadableAnswer(`the Admin API's answer is not as documented at ${wrong?.pointer ?? '/'}`))
}
