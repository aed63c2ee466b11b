import type { ClientFailure } from '#shared/contracts/client.ts'
import type { Result } from '#shared/kernel/result.ts'

/** What one part of a page shows: what was asked for, nothing because it may not be seen, or why it is not there. */
export type PagePart<Value> =
  | { readonly state: 'there'; readonly value: Value }
  | { readonly state: 'hidden' }
  | { readonly state: 'failed'; readonly message: string }

/** A part that the page does without when the API does not answer: the rest is worth showing all the same. */
export function pagePart<Value>(answer: Result<Value, ClientFailure>): PagePart<Value> {
  if (answer.ok) return { state: 'there', value: answer.value }
  if (answer.failure.status === 403) return { state: 'hidden' }
  return { state: 'failed', message: answer.failure.message }
}
