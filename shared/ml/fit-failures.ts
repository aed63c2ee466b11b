import { fail } from '../kernel/result.ts'
import type { FitFailure } from './estimator.ts'

/** There is too little to learn from; the message says of what. */
export function notEnoughData(message: string): { ok: false; failure: FitFailure } {
  return fail({ kind: 'not-enough-data', message, retryable: false })
}

/** The data, or an option, says something that no formula can take. */
export function invalidData(message: string): { ok: false; failure: FitFailure } {
  return fail({ kind: 'invalid-data', message, retryable: false })
}

/** An artifact that no model can be made of. */
export function unreadableArtifact(message: string): { ok: false; failure: FitFailure } {
  return fail({ kind: 'unreadable-artifact', message, retryable: false })
}
