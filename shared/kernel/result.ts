/**
 * The outcome of something that may fail in an expected way. Exceptions are left for bugs and platform faults.
 */
export type Result<Value, Failed extends Failure = Failure> =
  | { ok: true; value: Value }
  | { ok: false; failure: Failed }

/** An expected failure: what kind, what to tell a person, and whether trying again can help. */
export interface Failure {
  /** Short kebab-case word, stable, listed in docs/reference/failures.md. */
  readonly kind: string
  readonly message: string
  readonly retryable: boolean
}

export function succeed<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function fail<Failed extends Failure>(failure: Failed): { ok: false; failure: Failed } {
  return { ok: false, failure }
}
