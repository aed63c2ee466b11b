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

/** What a sender put into a field may be quoted, and be as long as the delivery. */
const longestDetail = 200

/** A failed result with every wrong field; the message names the first ones. */
export function refuse(
  kind: MappingFailure['kind'],
  wrong: readonly FieldError[],
): { ok: false; failure: MappingFailure } {
  const errors = wrong.map(({ pointer, detail }) => ({ pointer, detail: shortened(detail) }))
  const message = errors
    .slice(0, 3)
    .map((error) => `${error.pointer} ${error.detail}`.trim())
    .join('; ')
  return { ok: false, failure: { kind, message, retryable: false, errors } }
}

function shortened(detail: string): string {
  return detail.length > longestDetail ? `${detail.slice(0, longestDetail).toWellFormed()}...` : detail
}

/** What a schema found wrong, as field errors in plain words. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  return error.issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issueInWords(issue) }))
}

/** RFC 6901: ['a/b', 0] is "/a~1b/0". */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
