import { type CustomerState, emptyCustomer, evolveCustomer } from '#shared/customers/customer-state.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { newEvent, testTimeMs } from './new-event.ts'

export interface Person {
  readonly email?: string
  readonly firstName?: string
  readonly plan?: string
  /** Pence of each order. */
  readonly orders?: readonly number[]
  /** What the person said about marketing by e-mail. */
  readonly marketing?: boolean
  readonly seenAtMs?: number
}

/** What a customer's object keeps of a person with these facts. */
export function personState(person: Person): CustomerState {
  const { email, firstName, plan, orders = [], marketing, seenAtMs = testTimeMs } = person
  const keys: IdentifierKey[] = email === undefined ? [] : [`email:${email}`]
  const traits = {
    ...(firstName !== undefined && { firstName }),
    ...(plan !== undefined && { plan }),
  }
  const told = newEvent({
    kind: 'identify',
    name: 'identify',
    occurredAt: seenAtMs,
    traits,
    ...(marketing !== undefined && {
      consents: [{ purpose: 'marketing', channel: 'email', isGranted: marketing }],
    }),
  })
  const state = evolveCustomer(emptyCustomer, told, keys)
  const revenueMinor = { GBP: orders.reduce((sum, amountMinor) => sum + amountMinor, 0) }
  return { ...state, features: { ...state.features, orderCount: orders.length, revenueMinor } }
}
