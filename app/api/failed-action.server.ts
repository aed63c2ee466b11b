import { data } from '@remix-run/cloudflare'
import type { ClientFailure } from '#shared/contracts/client.ts'
import { fail } from '#shared/kernel/result.ts'
import { expectSuccess } from './expect-success.server.ts'
import { namedDetail } from './named-detail.server.ts'

/**
 * What a page is told whose form the API refused: its words, and what is wrong with which field, to be shown beside the form. Nobody signed in (any more)
 * goes to sign-in.
 */
export function failedAction(failure: ClientFailure, request: Request) {
  if (failure.status === 401) expectSuccess(fail(failure), request)
  const errors = failure.problem?.errors?.filter(({ detail }) => detail !== failure.message) ?? []
  const details = errors.map((each) => namedDetail(each)).join('; ')
  const error = details === '' ? failure.message : `${failure.message.replace(/\.$/, '')}: ${details}`
  return data({ error }, { status: failure.status >= 400 ? failure.status : 503 })
}
