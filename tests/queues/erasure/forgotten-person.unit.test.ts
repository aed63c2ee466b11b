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
  ownPhones: new Set(['+442079460999']),
} as unknown as Tenant

/** The texts by which somebody is looked for of whom a file has told this row; `foreign`: its phone is somebody else's. */
function textsOf(row: Parameters<typeof identifiersOf>[0], foreign = false): string[] {
  const event = newEvent({
    source: 'csv/files',
    identifiers: identifiersOf(row, 'GB'),
    traits: traitsOf(row) ?? {},
  })
  const { eventKey, keys, occurredAt } = claimOfEvent(event, {
    defaultCountry: 'GB',
    ownPhones: tenant.ownPhones,
  })
  const person = new ForgottenPerson(tenant)
  const foreignKeys = foreign ? keys.filter((key) => key.startsWith('phone:')) : []
  person.add({ occurredAt, eventKey, keys, foreignKeys, homeId: 'c', event: JSON.stringify(event) }, event)
  return person.texts
}

it('looks for a phone as the file writes it, which its row reads by another country than the shop’s', () => {
  const row = { phone: '0151 22734590', country: 'Germany' }
  expect(textsOf(row)).toEqual(expect.arrayContaining(['+4915122734590', '0151 22734590']))
  expect(textsOf(row, true)).not.toContain('0151 22734590')
})

it.each(['32 12 34 56', '(+44) 7700 900123', '+44 7700 9001234567'])(
  'looks for %s, which is no phone of anywhere and stands on the page of its customer',
  (phone) => {
    const texts = textsOf({ phone, email: 'ada@example.com' })
    expect(texts).toEqual(expect.arrayContaining(['ada@example.com', phone]))
  },
)

it.each([
  ['no phone'],
  ['unknown'],
  ['12 34 56'],
  ['0000000000'],
  ['+11111111'],
  ['123456789'],
  // The shop's own, and one that people type in when they give none: they stand in the records of many.
  ['020 7946 0999'],
  ['07777 777777'],
])('does not look for %s, which tells of nobody', (phone) => {
  const texts = textsOf({ phone, email: 'ada@example.com' })
  expect(texts).toContain('ada@example.com')
  expect(texts).not.toContain(phone)
})

it.each([
  ['020 7946 0123', 'FR'],
  ['0151 22734590', 'DE'],
])('does not look for %s of a row in %s where somebody else has it', (phone, country) => {
  const row = { phone, country, email: 'ada@example.com' }
  expect(textsOf(row)).toContain(phone)
  expect(textsOf(row, true)).not.toContain(phone)
})
