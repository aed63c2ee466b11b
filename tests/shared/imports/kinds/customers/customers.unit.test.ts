import { describe, expect, it } from 'vitest'
import { importRows, receivedAtMs, uploadedAtMs } from '../import-rows.ts'

describe('a file of customers', () => {
  it('becomes an identify a row, with identifiers, traits and consents', () => {
    const { kind, events, rejects } = importRows(`
Customer Number,Email,Phone,First name,Last name,Birthday,Street,Postcode,City,Country,Email marketing,SMS marketing,Opt-in date,Registered
17,ada@example.com,+442079460123,Ada,Lovelace,10/12/1815,12 St James's Square,SW1Y,London,GB,yes,No,2024-05-01 10:00,2020-01-02`)
    expect([kind, rejects]).toEqual(['customers', []])
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^customer:[0-9a-z]+$/),
        source: 'csv/files',
        kind: 'identify',
        name: 'identify',
        channel: 'import',
        occurredAt: uploadedAtMs,
        receivedAt: receivedAtMs,
        identifiers: [
          { type: 'phone', value: '+442079460123' },
          { type: 'email', value: 'ada@example.com' },
          { type: 'external_id', value: '17', scope: 'csv/files' },
        ],
        traits: {
          firstName: 'Ada',
          lastName: 'Lovelace',
          name: 'Ada Lovelace',
          email: 'ada@example.com',
          phone: '+442079460123',
          address: { street: "12 St James's Square", postalCode: 'SW1Y', city: 'London', country: 'GB' },
          birthday: '1815-12-10',
          createdAt: '2020-01-02T00:00:00.000Z',
        },
        consents: [
          { purpose: 'marketing', channel: 'email', isGranted: true, statedAt: Date.UTC(2024, 4, 1, 9) },
          { purpose: 'marketing', channel: 'sms', isGranted: false, statedAt: Date.UTC(2024, 4, 1, 9) },
        ],
      },
    ])
  })

  it('knows the customer export of Shopify', () => {
    const { kind, events } = importRows(`
Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address City,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags
'7105,Grace,Hopper,grace@example.com,yes,,1 Navy Yard,Arlington,US,22202,,+12025550123,no,12.50,1,,no,`)
    expect(kind).toBe('customers')
    expect(events).toMatchObject([
      {
        traits: { address: { street: '1 Navy Yard', city: 'Arlington', country: 'US', postalCode: '22202' } },
        consents: [
          { channel: 'email', isGranted: true },
          { channel: 'sms', isGranted: false },
        ],
      },
    ])
  })

  it('says nothing of what a cell leaves open, and speaks of the moment its row names', () => {
    const { events } = importRows('email,marketing,updated at\nada@example.com,,2026-02-03 04:05')
    expect(events[0]).toMatchObject({ occurredAt: Date.UTC(2026, 1, 3, 4, 5) })
    expect(events[0]).not.toHaveProperty('consents')
  })

  it('gives equal rows one event, and the same row at another moment another one', () => {
    const csv = (...dates: string[]) =>
      `email,first name,updated at\n${dates.map((date) => `ada@example.com,Ada,${date}`).join('\n')}`
    const ids = (...dates: string[]) => importRows(csv(...dates)).events.map(({ id }) => id)
    expect(ids('2026-01-01', '2026-01-01')).toEqual(ids('2026-01-01'))
    expect(new Set(ids('2026-01-01', '2026-01-02', '2026-01-03')).size).toBe(3)
  })

  it.each([
    ['no-identifier', null, ',Ada,yes,'],
    ['invalid-email', 'email', 'ada at example,Ada,yes,'],
    ['unknown-answer', 'marketing', 'ada@example.com,Ada,perhaps,'],
    ['unknown-date', 'birthday', 'ada@example.com,Ada,yes,1815-13-10'],
    ['column-count', null, 'ada@example.com,Ada'],
    ['too-long', 'first name', `ada@example.com,${'a'.repeat(321)},yes,`],
    ['control-character', 'first name', 'ada@example.com,A\u0007da,yes,'],
  ])('rejects %s in column %s', (kind, column, row) => {
    const { events, rejects } = importRows(`email,first name,marketing,birthday\n${row}`)
    expect(events).toEqual([])
    expect(rejects).toMatchObject([{ kind, column, lineNumber: 2 }])
  })

  it('takes a row with a bad e-mail that is known by something else', () => {
    const { events, rejects } = importRows('email,customer id\nada at example,C-7')
    expect([events.length, rejects]).toEqual([1, []])
  })

  it.each([
    ['invalid-phone', 'phone', ',n/a'],
    ['invalid-email', 'email', 'ada at example,n/a'],
  ])('rejects as %s a row that a bad phone is left to name', (kind, column, row) => {
    const { events, rejects } = importRows(`email,phone\n${row}`)
    expect([events, rejects.length]).toEqual([[], 1])
    expect(rejects[0]).toMatchObject({ kind, column, lineNumber: 2 })
  })

  it.each(['ada@example.com,n/a,', 'ada at example,+442079460123,', ',020 7946 0123,', ',n/a,C-7'])(
    'takes the row %s, which names somebody',
    (row) => {
      const { events, rejects } = importRows(`email,phone,customer id\n${row}`)
      expect([events.length, rejects]).toEqual([1, []])
    },
  )
  it.each([
    ['a number of Denmark, which the shop is not in', ',32 12 34 56,'],
    ['a number that is none of either country', ',32 12 34 56,FR'],
  ])('rejects %s as no phone', (_, row) => {
    const { events, rejects } = importRows(`email,phone,country\n${row}`)
    expect(events).toEqual([])
    expect(rejects).toMatchObject([
      { kind: 'invalid-phone', column: 'phone', value: row.split(',')[1], lineNumber: 2 },
    ])
  })

  // Forms of the numbering plans: E.164 of the national numbers that the regulators give as examples.
  it.each([
    ['98765 43210', 'IN', '+919876543210'],
    ['32 12 34 56', 'Denmark', '+4532123456'],
    ['030 901820', 'Deutschland', '+4930901820'],
    ['01 42 68 53 00', 'France', '+33142685300'],
    ['(202) 555-0123', 'United States', '+12025550123'],
    // As it is written: identity reads these by the shop's country, as those of every source.
    ['020 7946 0123', 'United Kingdom', '020 7946 0123'],
    ['020 7946 0123', '', '020 7946 0123'],
    ['020 7946 0123', 'Atlantis', '020 7946 0123'],
    ['020 7946 0123', 'FR', '020 7946 0123'],
    ['+49 30 901820', 'FR', '+49 30 901820'],
  ])('reads %s of a row in %s', (phone, country, value) => {
    const { events, rejects } = importRows(`phone,country\n${phone},${country}`)
    expect(rejects).toEqual([])
    expect(events).toMatchObject([{ identifiers: [{ type: 'phone', value }], traits: { phone } }])
  })

  it('reads a phone of a row by the land of its parcel where that is all it names, and it is none of the shop’s', () => {
    const { events } = importRows('phone,shipping country\n07700 900123,IE\n0151 23456789,DE')
    expect(events.map(({ identifiers }) => identifiers)).toEqual([
      [{ type: 'phone', value: '07700 900123' }],
      [{ type: 'phone', value: '+4915123456789' }],
    ])
  })
})
