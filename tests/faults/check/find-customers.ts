import { type AcceptedShop, keysOfPerson } from '../shop/accepted-shop.ts'
import type { Differences } from './differences.ts'
import type { ExpectedShop } from './expected-shop.ts'
import type { SqlReader } from './platform-contents.ts'

/**
 * Finds the customer that each expected one is, by its identifiers in the directory; says so where the directory has
 * parted or joined people otherwise than was decided.
 */
export function findCustomers(
  accepted: AcceptedShop,
  expected: ExpectedShop,
  directory: SqlReader,
  differences: Differences,
): ReadonlyMap<string, string> {
  const redirects = directory.rows<{ customer_id: string; survivor_id: string }>(
    'select customer_id, survivor_id from redirect',
  )
  const survivors = new Map(Array.from(redirects, (row) => [row.customer_id, row.survivor_id]))
  const homes = directory.rows<{ identifier_key: string; customer_id: string }>(
    'select identifier_key, customer_id from identifier',
  )
  const owners = new Map(
    Array.from(homes, (row) => [row.identifier_key, survivors.get(row.customer_id) ?? row.customer_id]),
  )
  for (const [merged, survivor] of survivors) {
    if (survivors.has(survivor))
      differences.add('directory', `${merged} leads to ${survivor}, which leads on`)
  }
  const customerIds = new Map<string, string>()
  const groupsOf = new Map<string, string>()
  for (const [group, { people }] of expected.customers) {
    const names = people.map(({ name }) => name).join(' and ')
    const found = new Set(people.flatMap(keysOfPerson).map((key) => owners.get(key) ?? 'nobody'))
    if (found.size > 1) differences.add('directory', `${names} should be one customer and are ${[...found]}`)
    const [customerId = 'nobody'] = found
    const others = groupsOf.get(customerId)
    if (others !== undefined) differences.add('directory', `${names} should not be one with ${others}`)
    groupsOf.set(customerId, names)
    customerIds.set(group, customerId)
  }
  const remembered = accepted.people.filter(({ name }) => !accepted.forgotten.has(name))
  const known = new Set(remembered.flatMap(keysOfPerson))
  for (const key of owners.keys()) {
    if (!known.has(key)) differences.add('directory', `${key} is known and is nobody's`)
  }
  for (const { identifier_key: key } of directory.rows<{ identifier_key: string }>(
    'select identifier_key from shared_identifier',
  )) {
    differences.add('directory', `${key} is taken for shared`)
  }
  return customerIds
}
