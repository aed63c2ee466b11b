import { describe, expect, it } from 'vitest'
import type { JsonObject } from '#shared/kernel/json.ts'
import { salesforceSource } from '#shared/sources/salesforce/index.ts'
import { salesforceSettings, salesforceSettingsSchema } from '#shared/sources/salesforce/settings.ts'
import { fixtureContext } from '../fixtures.ts'

const context = fixtureContext('salesforce')
const contact = {
  attributes: { type: 'Contact' },
  Id: '0035g00000XyZ12AAF',
  SystemModstamp: '2026-11-21T09:58:31.000+0000',
  Email: 'ines.falk@example.org',
}
const mapped = (fields: JsonObject, settings: JsonObject = {}) =>
  salesforceSource.map({ ...contact, ...fields }, { ...context, settings })
const idsOf = (fields: JsonObject) => {
  const result = mapped(fields)
  return result.ok ? result.value.map(({ id }) => id) : result.failure.errors.map(({ pointer }) => pointer)
}

describe('a contact', () => {
  it('of the same version is the same event, of another version or content another', () => {
    expect(idsOf({})).toEqual(idsOf({ attributes: { type: 'Contact', url: '/elsewhere' } }))
    expect(idsOf({ SystemModstamp: '2026-11-21T09:58:32.000+0000' })).not.toEqual(idsOf({}))
    expect(idsOf({ FirstName: 'Ines' })).not.toEqual(idsOf({}))
  })

  it('is dated in whatever zone it is written', () => {
    expect(idsOf({ SystemModstamp: '2026-11-21T11:58:31.000+0200' })).toEqual(idsOf({}))
    expect(idsOf({ SystemModstamp: '2026-11-21T09:58:31Z' })).toEqual(idsOf({}))
  })

  it('that was merged into another is that one, whether or not it is in the recycle bin yet', () => {
    const MasterRecordId = '0035g00000XyZ99AAF'
    expect(idsOf({ MasterRecordId })).toEqual(['merge:0035g00000XyZ12AAF:0035g00000XyZ99AAF'])
    expect(idsOf({ MasterRecordId, IsDeleted: true })).toEqual(idsOf({ MasterRecordId }))
  })

  it('has traits of its custom fields, numbers and answers as they are', () => {
    const fields = { Points__c: 12, Member__c: false, Note__c: '  ', Store__c: ' Durham ' }
    const traits = { Points__c: 'points', Member__c: 'isMember', Note__c: 'note', Store__c: 'store' }
    const result = mapped(fields, { traits })
    expect(result.ok ? result.value[0]?.traits : null).toEqual({
      email: 'ines.falk@example.org',
      points: 12,
      isMember: false,
      store: 'Durham',
    })
  })

  it.each([
    [{ Id: '0035g' }, '/Id'],
    [{ SystemModstamp: null }, '/SystemModstamp'],
    [{ SystemModstamp: '2026-11-21T09:58:31' }, '/SystemModstamp'],
    [{ MasterRecordId: 'x' }, '/MasterRecordId'],
    [{ attributes: null }, '/attributes/type'],
  ])('with %j is refused at %s', (fields, pointer) => expect(idsOf(fields)).toEqual([pointer]))
})

describe('the settings', () => {
  it.each([
    [{ traits: { "Name FROM User WHERE Id > '": 'x' } }],
    [{ traits: { LastName: 'x' } }],
    [{ objects: ['Account'] }],
    [{ instanceUrl: 'acme' }],
  ])('%j are refused, and count as not set', (settings) => {
    expect(salesforceSettingsSchema.safeParse(settings).success).toBe(false)
    expect(salesforceSettings(settings)).toEqual(salesforceSettings({}))
  })
})
