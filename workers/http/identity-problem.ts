import type { ProblemCode } from '#shared/contracts/problems.ts'
import type { IdentityFailure } from '#shared/identity/decision-records.ts'
import { ProblemError } from './problems.ts'

const codes: Readonly<Record<IdentityFailure['kind'], ProblemCode>> = {
  'unknown-customer': 'not-found',
  'unknown-merge': 'not-found',
  'unknown-split': 'not-found',
  'unknown-review': 'not-found',
  'erased-customer': 'conflict',
  'merge-undone': 'conflict',
  'survivor-merged': 'conflict',
  'split-undone': 'conflict',
  'split-merged': 'conflict',
  'review-closed': 'conflict',
  'stale-decision': 'conflict',
  'nothing-left': 'conflict',
  'same-customer': 'invalid-content',
  'unknown-identifier': 'invalid-content',
  'wrong-decision': 'invalid-content',
  'operation-open': 'unavailable',
}

/** The field of the body that is wrong. */
const pointers: Readonly<Partial<Record<IdentityFailure['kind'], string>>> = {
  'same-customer': '/customerIds',
  'unknown-identifier': '/identifiers',
  'wrong-decision': '/decision',
}

/** How the API answers a decision that cannot be made. The message says what to do first. */
export function identityProblem({ kind, message }: Pick<IdentityFailure, 'kind' | 'message'>): ProblemError {
  const pointer = pointers[kind]
  return new ProblemError(codes[kind], message, {
    ...(pointer !== undefined && { errors: [{ pointer, detail: message, code: kind }] }),
    ...(kind === 'operation-open' && { headers: { 'retry-after': '2' } }),
  })
}
