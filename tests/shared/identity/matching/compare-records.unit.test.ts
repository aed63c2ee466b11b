import { describe, expect, it } from 'vitest'
import { compareRecords } from '#shared/identity/matching/compare-records.ts'
import { levelName, type MatchField, matchFields } from '#shared/identity/matching/field-levels.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'

type Fields = Omit<MatchRecord, 'customerId'>

function levelsOf(left: Fields, right: Fields): Partial<Record<MatchField, string>> {
  const [one, other] = [
    { customerId: 'cus_1', ...left },
    { customerId: 'cus_2', ...right },
  ]
  const comparison = compareRecords(one, other)
  expect(compareRecords(other, one)).toEqual(comparison)
  return Object.fromEntries(
    matchFields.flatMap((field, index) => {
      const level = levelName(field, comparison[index] ?? 0)
      return level === 'missing' ? [] : [[field, level]]
    }),
  )
}

/** Field, one value, the other, level, and why where it is not plain. */
const cases: readonly (readonly [keyof Fields, string, string, string | undefined])[] = [
  ['firstName', 'ada', 'ada', 'same'],
  ['firstName', 'ada', 'ada maria', 'same'],
  ['firstName', 'elizabeth', 'liz', 'nickname'],
  ['firstName', 'bill', 'will', 'nickname'],
  ['firstName', 'stephen', 'stehpen', 'close'],
  ['firstName', 'ivy', 'viy', 'similar'],
  ['firstName', 'j', 'jane', 'initial'],
  ['firstName', 'k', 'jane', 'different'],
  ['firstName', 'oliver', 'amelia', 'different'],
  ['lastName', 'smith', 'smyth', 'close'],
  ['lastName', 'smith jones', 'smith', 'part'],
  ['lastName', 'smith', 'jones', 'different'],
  ['birthDate', '19800312', '19800312', 'same'],
  ['birthDate', '19800312', '19801203', 'swapped'],
  ['birthDate', '19800312', '19800313', 'close'],
  ['birthDate', '19800312', '19820312', 'close'],
  ['birthDate', '19800312', '19990312', 'partial'],
  ['birthDate', '19800312', '19571105', 'different'],
  ['street', '12 high street', '12 high st', 'similar'],
  ['street', '12 high street', '13 high street', 'closeNumber'],
  ['street', '12 high street', '55 high street', 'different'],
  ['street', '12 high street', '12 mill lane', 'different'],
  ['postcode', 'ls14dy', 'ls14dv', 'close'],
  ['postcode', 'ls14dy', 'ls17ax', 'sameArea'],
  ['postcode', 'ls14dy', 'm11ae', 'different'],
  ['city', 'manchester', 'manchestr', 'close'],
  ['city', 'leeds', 'york', 'different'],
]

describe('compareRecords', () => {
  it.each(cases)('compares the %s %j with %j: %s', (field, left, right, level) => {
    expect(levelsOf({ [field]: left }, { [field]: right })).toEqual({ [field]: level })
  })

  it.each([
    ['ada.byron@gmail.com', 'ada.byron@gmail.com', 'same'],
    ['ada.byron@gmail.com', 'adabyron+shop@gmail.com', 'sameMailbox'],
    ['enchantress77@gmail.com', 'enchantres77@gmail.com', 'close'],
    ['enchantress77@gmail.com', 'enchantress78@gmail.com', 'different'],
    ['enchantress77@gmail.com', 'enchantress77@mail.example', 'sameName'],
    ['ada@gmail.com', 'ada@mail.example', 'different'],
  ])('compares the e-mail %s with %s: %s', (left, right, level) => {
    expect(levelsOf({ emails: [left] }, { emails: [right] })).toEqual({ email: level })
    expect(levelsOf({ emails: ['zzzzzz@example.com', left] }, { emails: [right] })).toEqual({ email: level })
  })

  it('takes nothing from mailboxes of two providers that only repeat the name', () => {
    const named = { firstName: 'ada', lastName: 'byron' }
    for (const mailbox of ['ada.byron', 'abyron', 'adabyron7']) {
      const levels = levelsOf(
        { ...named, emails: [`${mailbox}@gmail.com`] },
        { ...named, emails: [`${mailbox}@mail.example`] },
      )
      expect(levels).toEqual({ firstName: 'same', lastName: 'same' })
    }
  })

  it.each([
    ['+447700900123', '+447700900123', 'same'],
    ['+447700900123', '+17700900123', 'sameEnding'],
    ['+447700900123', '+447700900132', 'close'],
    ['+447700900123', '+447700911111', 'different'],
  ])('compares the phone %s with %s: %s', (left, right, level) => {
    expect(levelsOf({ phones: [left] }, { phones: [right] })).toEqual({ phone: level })
  })

  it('puts names right that stand in each other’s place', () => {
    const left = { firstName: 'noah', lastName: 'williams' }
    expect(levelsOf(left, { firstName: 'willams', lastName: 'noah' })).toEqual({
      firstName: 'same',
      lastName: 'close',
    })
    expect(levelsOf(left, { firstName: 'liam', lastName: 'noah' })).toEqual({
      firstName: 'different',
      lastName: 'different',
    })
    expect(
      levelsOf({ firstName: 'james', lastName: 'james' }, { firstName: 'james', lastName: 'james' }),
    ).toEqual({
      firstName: 'same',
      lastName: 'same',
    })
  })

  it.each([
    [{ firstName: 'harper' }, { emails: ['harper.wood92@mail.example'] }, 'inEmail'],
    [{ firstName: 'harper' }, { emails: ['harpr.wood92@mail.example'] }, 'notInEmail'],
    [{ firstName: 'matilda' }, { emails: ['matlda1951@mail.example'] }, 'inEmail'],
    [{ firstName: 'harper' }, { lastName: 'wood', emails: ['hwood7@mail.example'] }, 'initialInEmail'],
    [{ firstName: 'jane' }, { lastName: 'wood', emails: ['hwood7@mail.example'] }, 'notInEmail'],
    // The name of the family is no given name.
    [{ firstName: 'james', lastName: 'james' }, { emails: ['ojames@mail.example'] }, 'notInEmail'],
    [{ firstName: 'harper' }, { lastName: 'wood' }, undefined],
  ])('compares the given name of %j with the e-mail of %j: %s', (left, right, level) => {
    expect(levelsOf(left, right).firstNameInEmail).toBe(level)
  })

  it.each([
    [{ lastName: 'morallshaw' }, { emails: ['amorallshaw56@mail.example'] }, 'inEmail'],
    [{ lastName: 'morallshaw' }, { emails: ['amorallsaw56@mail.example'] }, 'inEmail'],
    [{ lastName: 'morallshaw' }, { emails: ['shop@morallshaw.example'] }, 'inEmail'],
    [{ lastName: 'morallshaw' }, { emails: ['enchantress@mail.example'] }, 'notInEmail'],
    [{ lastName: 'morallshaw' }, {}, undefined],
  ])('compares the family name of %j with the e-mail of %j: %s', (left, right, level) => {
    expect(levelsOf(left, right).lastNameInEmail).toBe(level)
  })

  it.each([
    [{ birthDate: '19800312' }, { emails: ['ada1980@mail.example'] }, 'inEmail'],
    [{ birthDate: '19800312' }, { emails: ['ada1992@mail.example'] }, 'notInEmail'],
    [{ emails: ['ada1980@one.example'] }, { emails: ['byron1980@two.example'] }, 'inEmail'],
    [{ emails: ['ada1980@one.example'] }, { emails: ['ada1980@one.example'] }, undefined],
    [{ birthDate: '19800312' }, { emails: ['ada19801@mail.example'] }, undefined],
    [{ birthDate: '19800312' }, { birthDate: '19800312', emails: ['ada1992@mail.example'] }, undefined],
  ])('compares the birth year of %j with the e-mail of %j: %s', (left, right, level) => {
    expect(levelsOf(left, right).birthYearInEmail).toBe(level)
  })

  it.each([
    ['ls14dy', 'leeds', 'ls17ax', 'leeds', { postcode: 'sameTown' }],
    ['ls14dy', 'leeds', 'ls17ax', 'york', { postcode: 'sameArea' }],
    ['ls14dy', 'leeds', 'm11ae', 'leeds', { postcode: 'different', city: 'same' }],
  ])(
    'compares postcode and town %s %s with %s %s together',
    (postcode, city, otherCode, otherCity, levels) => {
      expect(levelsOf({ postcode, city }, { postcode: otherCode, city: otherCity })).toEqual(levels)
    },
  )

  it('says nothing of a field that one record lacks, nor of the town within one postcode', () => {
    expect(levelsOf({ firstName: 'ada', city: 'leeds' }, { lastName: 'byron' })).toEqual({})
    expect(
      levelsOf(
        { emails: [], city: 'leeds', postcode: 'ls1' },
        { emails: ['a@b.example'], city: 'york', postcode: 'ls1' },
      ),
    ).toEqual({
      postcode: 'same',
    })
  })
})
