import { data } from '@remix-run/cloudflare'
import type { ClientFailure } from '#shared/contracts/client.ts'
import { fail } from '#shared/kernel/result.ts'
import { expectSuccess } from './expect-success.server.ts'

/**
 * What a page is told whose form the API refused: its words, to be shown beside the form. Nobody signed in (any more)
 * goes to sign-in.
 */
export function failedAction(failure: ClientFailure, request: Request) {
  if (failure.status === 401) expectSuccess(fail(failure), request)
  const details = failure.problem?.errors?.map((error) => error.detail) ?? []
  const error = [failure.message, ...details.filter((detail) => detail !== failure.message)].join(' ')
  return data({ error }, { status: failure.status >= 400 ? failure.status : 503 })
}
