import { expect, it } from 'vitest'
import { ForgottenPerson } from '#queues/erasure/forgotten-person.ts'
import { claimOfEvent } from '#shared/identity/claim-of-event.ts'
import { identifiersOf, traitsOf } from '#shared/imports/kinds/person.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { newEvent } from '#tests/support/new-event.ts'

const tenant: Tenant = {
  tenantId: 'demo',
  country: 'GB',
  logShardCount: 1,
  ownPhones: new Set(),
} as unknown as Tenant

/** The texts by which somebody is looked for of whom a file has told this row. */
function textsOf(row: Parameters<typeof identifiersOf>[0], foreign = false): string[] {
  const event = newEvent({
    source: 'csv/files',
    identifiers: identifiersOf(row, 'GB'),
    traits: traitsOf(row) ?? {},
  })
  const { eventKey, keys, occurredAt } = claimOfEvent(event, { defaultCountry: 'GB' })
  const person = new ForgottenPerson(tenant)
  const foreignKeys = foreign ? keys : []
  person.add({ occurredAt, eventKey, keys, foreignKeys, homeId: 'c', event: JSON.stringify(event) }, event)
  return person.texts
}

it('looks for a phone as the file writes it, which its row reads by another country than the shop’s', () => {
  const row = { phone: '0151 22734590', country: 'Germany' }
  expect(textsOf(row)).toEqual(expect.arrayContaining(['+4915122734590', '0151 22734590']))
  expect(textsOf(row, true)).not.toContain('0151 22734590')
})

it('does not look for what is no phone where its row is', () => {
  const texts = textsOf({ phone: '020 7946 0123', country: 'FR', email: 'ada@example.com' })
  expect(texts).toContain('ada@example.com')
  expect(texts).not.toContain('020 7946 0123')
})
