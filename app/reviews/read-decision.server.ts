import type { TakenReviewDecision } from '#shared/contracts/identity.ts'
import { fail, type Result, succeed } from '#shared/kernel/result.ts'
import { readBasis } from '../identity/read-basis.server.ts'
import { decisionFields, splitCustomerOf } from './decision-fields.ts'

export interface DecisionFailure {
  readonly kind: 'invalid-decision'
  /** What to choose. */
  readonly message: string
  readonly retryable: false
}

/** A person's decision, from the form of a review's page. Fails with what is still to be chosen. */
export function readDecision(form: FormData): Result<TakenReviewDecision, DecisionFailure> {
  const note = textOf(form, decisionFields.note).trim()
  const decided = { basis: readBasis(form), ...(note === '' ? {} : { note }) }
  switch (textOf(form, decisionFields.decision)) {
    case 'merge': {
      const customerIds = form.getAll(decisionFields.customer).map(String)
      const survivorId = textOf(form, decisionFields.survivor)
      if (customerIds.length < 2) return invalid('Choose at least two customers that are one person.')
      if (survivorId === '') return succeed({ decision: 'merge', customerIds, ...decided })
      if (customerIds.includes(survivorId))
        return succeed({ decision: 'merge', customerIds, survivorId, ...decided })
      return invalid('The customer that stays must be one of those that are merged.')
    }
    case 'keep-apart':
      return succeed({ decision: 'keep-apart', ...decided })
    case 'not-shared':
      return succeed({ decision: 'not-shared', ...decided })
    case 'split': {
      const fields = [...new Set(form.keys())]
      const [customerId, another] = fields.flatMap((field) => splitCustomerOf(field) ?? [])
      if (customerId === undefined) return invalid('Choose the identifiers that belong to somebody else.')
      if (another !== undefined) return invalid('Choose identifiers of one customer only.')
      const identifiers = fields
        .filter((field) => splitCustomerOf(field) === customerId)
        .flatMap((field) => form.getAll(field).map(String))
      return succeed({ decision: 'split', customerId, identifiers, ...decided })
    }
    default:
      return invalid('Choose a decision first.')
  }
}

function invalid(message: string): Result<never, DecisionFailure> {
  return fail({ kind: 'invalid-decision', message, retryable: false })
}

function textOf(form: FormData, field: string): string {
  const value = form.get(field)
  return typeof value === 'string' ? value : ''
}
