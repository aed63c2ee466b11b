import { data, redirect } from '@remix-run/cloudflare'
import type { ClientFailure } from '#shared/contracts/client.ts'
import type { Result } from '#shared/kernel/result.ts'
import { secondFactorPath } from '../account/second-factor-path.ts'
import { loginPath } from './api-client.server.ts'

/** What the error page needs to know. */
export interface PageFailure {
  readonly message: string
  readonly requestId: string | undefined
}

/**
 * The value of an answer. A failure ends the page: nobody signed in (any more) goes to sign-in, who must have a second
 * factor to setting it up; everything else shows the error page with the API's status and words.
 */
export function expectSuccess<Value>(answer: Result<Value, ClientFailure>, request: Request): Value {
  if (answer.ok) return answer.value
  const { failure } = answer
  if (failure.status === 401) throw redirect(loginPath(request))
  if (failure.kind === 'second-factor-missing') throw redirect(secondFactorPath)
  const page: PageFailure = { message: failure.message, requestId: failure.problem?.requestId }
  throw data(page, { status: failure.status >= 400 ? failure.status : 503 })
}
