import { data } from '@remix-run/cloudflare'
import type { ClientFailure } from '#shared/contracts/client.ts'
import { fail } from '#shared/kernel/result.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'
import { expectSuccess } from './expect-success.server.ts'

/** What was typed and not taken, and why: in a sentence, and by field. */
export interface FormRefusal {
  readonly error: string
  readonly errors: Readonly<Record<string, string>>
  /** To be shown in the form again; never a password. */
  readonly texts: Readonly<Record<string, string>>
}

/** What a page is told whose form the API refused. Nobody signed in (any more) goes to sign-in. */
export function formRefusal(
  failure: ClientFailure,
  request: Request,
  texts: Readonly<Record<string, string>> = {},
) {
  if (failure.kind === 'unauthenticated') expectSuccess(fail(failure), request)
  return refusedFor(
    failure.message,
    refusedFields(failure),
    texts,
    failure.status >= 400 ? failure.status : 503,
  )
}

/** The same for what is not even asked of the API. */
export function refusedFor(
  error: string,
  errors: Readonly<Record<string, string>> = {},
  texts: Readonly<Record<string, string>> = {},
  status = 422,
) {
  const refused: FormRefusal = { error, errors, texts }
  return data({ refused }, { status })
}
