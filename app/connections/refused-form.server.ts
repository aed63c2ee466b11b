import { data } from '@remix-run/cloudflare'
import type { ClientFailure } from '#shared/contracts/client.ts'
import { fail } from '#shared/kernel/result.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'
import { shownTexts } from './read-connection-form.server.ts'

/** What was typed and not taken, and why, by field: "secret", "settings/shopDomain", "credentials/accessToken". */
export interface RefusedForm {
  readonly error: string
  readonly texts: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
}

/** What a page is told whose form the API refused. Nobody signed in (any more) goes to sign-in. */
export function refusedForm(failure: ClientFailure, form: FormData, request: Request) {
  if (failure.status === 401) expectSuccess(fail(failure), request)
  const refused: RefusedForm = {
    error: failure.message,
    texts: shownTexts(form),
    errors: refusedFields(failure),
  }
  return data({ refused }, { status: failure.status >= 400 ? failure.status : 503 })
}
