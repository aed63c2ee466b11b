import { data } from '@remix-run/cloudflare'
import type { ClientFailure } from '#shared/contracts/client.ts'
import { fail } from '#shared/kernel/result.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { refusedFields } from '../rules/refused-fields.server.ts'
import { type DestinationFormState, freshForm } from './destination-form-state.ts'
import { compactTexts, type DestinationBody, type DestinationTexts } from './destination-texts.ts'
import { readDestinationForm, textsOf, unreadableOptions } from './read-destination-form.server.ts'

const moreSpareRows = 6

/** What a form says, and the form again for when that is not what is stored. */
export interface SentForm {
  readonly body: DestinationBody
  readonly texts: DestinationTexts
}

/**
 * Reads a form. `again`: it is to be shown again without asking the API, because more rows are wanted, or because
 * something in it cannot be read.
 */
export function readSentForm(
  form: FormData,
  source: string,
  currency: string,
  before?: DestinationBody['options'],
): { again: ReturnType<typeof formAgain> } | SentForm {
  const typed = textsOf(form)
  const body = readDestinationForm(typed, source, currency, before)
  const texts = compactTexts(typed, body, source, currency)
  if (typed.intent === 'more')
    return { again: formAgain({ ...freshForm(texts), spareRowCount: moreSpareRows }, 200) }
  const errors = unreadableOptions(typed, source)
  if (Object.keys(errors).length === 0) return { body, texts }
  return { again: formAgain({ ...freshForm(texts), errors, error: 'Some fields are wrong.' }, 422) }
}

/** The form again, with what the API says against it. Nobody signed in (any more) goes to sign-in. */
export function refusedForm(failure: ClientFailure, { texts }: SentForm, request: Request) {
  if (failure.status === 401) expectSuccess(fail(failure), request)
  const state = { ...freshForm(texts), errors: refusedFields(failure), error: failure.message }
  return formAgain(state, failure.status >= 400 ? failure.status : 503)
}

function formAgain(state: DestinationFormState, status: number) {
  return data({ state }, { status })
}
