import type { PatronClient } from '#shared/contracts/client.ts'
import { identifierTypes } from '#shared/identity/identifier.ts'
import { expectSuccess } from '../api/expect-success.server.ts'

/** Whose request it is, as far as a page has to say it. */
export interface Person {
  readonly id: string
  readonly displayName: string
}

/**
 * Who goes by what was written: the id of a customer, an identifier as `type:value`, an e-mail or a phone number.
 * Undefined when nobody does.
 */
export async function findPerson(
  api: PatronClient,
  written: string,
  request: Request,
): Promise<Person | undefined> {
  if (written.startsWith('cus_')) {
    const answer = await api.getCustomer(written)
    if (!answer.ok && answer.failure.status === 404) return undefined
    const { id, displayName } = expectSuccess(answer, request)
    return { id, displayName }
  }
  const found = await api.listCustomers({ identifier: identifierOf(written), limit: 1 })
  // What cannot be read as an identifier is nobody's.
  if (!found.ok && found.failure.status === 422) return undefined
  const [person] = expectSuccess(found, request).customers
  return person && { id: person.id, displayName: person.displayName }
}

function identifierOf(written: string): string {
  const type = written.slice(0, written.indexOf(':'))
  if (identifierTypes.some((known) => known === type)) return written
  return written.includes('@') ? `email:${written}` : `phone:${written}`
}
