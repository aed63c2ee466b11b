import type * as z from 'zod'
import { issueInWords } from '../kernel/issue-words.ts'
import type { Failure } from '../kernel/result.ts'

/** One wrong field: where it is (JSON pointer, '' for the whole) and what is wrong with it. */
export interface FieldError {
  readonly pointer: string
  readonly detail: string
}

/** Why a delivery or a record could not become an event. Sending the same bytes again cannot help. */
export interface MappingFailure extends Failure {
  readonly kind:
    | 'malformed-body'
    | 'unsupported-topic'
    | 'invalid-call'
    | 'invalid-customer'
    | 'invalid-order'
    | 'invalid-product'
    | 'invalid-stock'
    | 'invalid-message'
    | 'invalid-record'
    | 'unsupported-version'
    | 'event-too-large'
  readonly retryable: false
  readonly errors: readonly FieldError[]
}

/** What a sender put into a field may be quoted, and be as long as the delivery; so may a name that the sender chose. */
const longestDetail = 200
const longestStep = 60

/** A failed result with every wrong field, cut to what can be read; the message names the first ones. */
export function refuse(
  kind: MappingFailure['kind'],
  wrong: readonly FieldError[],
): { ok: false; failure: MappingFailure } {
  const errors = wrong.map(({ pointer, detail }) => ({
    pointer: pointer.split('/').map(shortenedStep).join('/'),
    detail: shortened(detail, longestDetail),
  }))
  const message = errors
    .slice(0, 3)
    .map((error) => `${error.pointer} ${error.detail}`.trim())
    .join('; ')
  return { ok: false, failure: { kind, message, retryable: false, errors } }
}

function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest).toWellFormed()}...` : text
}

/** A part of a pointer; half of an escaped sign is none. */
function shortenedStep(step: string): string {
  return shortened(step, step[longestStep - 1] === '~' ? longestStep - 1 : longestStep)
}

/** What a schema found wrong, as field errors in plain words. */
export function fieldErrors(error: Pick<z.ZodError, 'issues'>): FieldError[] {
  return error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issueInWords(issue) }))
}

/** RFC 6901: ['a/b', 0] is "/a~1b/0". */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
