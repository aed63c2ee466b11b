import { expect, it } from 'vitest'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import { customerField } from '#shared/destinations/customer-fields.ts'
import { customerFieldSchema, plainFields } from '#shared/destinations/destination-rules.ts'
import { personState } from '#tests/support/person-state.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const state = personState({
  email: 'ada@shop.example',
  firstName: 'Ada',
  plan: 'gold',
  orders: [1250],
  marketing: false,
})
const row = profileRow(testTenant(), 'cus_ada', 1, profileFacts(state))
const said = (field: string) => customerField(field, { row, state, currency: 'GBP' })

it.each([
  ['customerId', 'cus_ada'],
  ['email', 'ada@shop.example'],
  ['phone', undefined],
  ['displayName', 'Ada'],
  ['firstName', 'Ada'],
  ['lastName', undefined],
  ['lastSeenAt', '2026-11-01T12:00:00.000Z'],
  ['orderCount', 1],
  ['revenue', '12.50'],
  ['currency', 'GBP'],
  ['channels', 'web'],
  ['trait:plan', 'gold'],
  ['trait:constructor', undefined],
  ['consent:marketing:email', false],
  ['consent:marketing:sms', undefined],
  ['consent:analytics', undefined],
])('%s is %s', (field, value) => {
  expect(said(field)).toEqual(value)
})

it('a mapping may name these fields and no others', () => {
  const isTaken = (field: string) => customerFieldSchema.safeParse(field).success
  const right = [...plainFields, 'trait:plan', 'consent:marketing', 'consent:sale-of-data:post']
  expect(right.filter((field) => !isTaken(field))).toEqual([])
  expect(['trait:', 'consent:love', 'consent:marketing:pigeon', 'toString', ''].filter(isTaken)).toEqual([])
})
