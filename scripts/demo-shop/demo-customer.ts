import { demoCredentials } from '../provision-demo-tenant.ts'
import { kinshipAround } from './kinship.ts'
import type { Person } from './people.ts'

/**
 * The people of a shop, one of whom has the address of the published customer account, so that whoever signs in to the
 * portal of the demo sees a person with orders: a regular of the web shop and the tills who has to do with nobody else.
 */
export function withDemoCustomer(people: readonly Person[]): Person[] {
  const chosen = people.find(
    ({ kind, habit, accountId, number }) =>
      kind === 'regular' &&
      habit === 'both' &&
      accountId !== undefined &&
      kinshipAround(number) === undefined,
  )
  return people.map((person) =>
    person === chosen ? { ...person, email: demoCredentials.customer.email } : person,
  )
}
