import { describe, expect, it } from 'vitest'
import { readBirthDate } from '#shared/identity/matching/read-birth-date.ts'

describe('readBirthDate', () => {
  it.each([
    ['1980-03-12', '19800312'],
    ['1980-03-12T00:00:00Z', '19800312'],
    ['19800312', '19800312'],
    ['12/03/1980', '19800312'],
    ['03/25/1980', '19800325'],
    ['1.2.1980', '19800201'],
  ])('reads %s', (text, date) => {
    expect(readBirthDate(text)).toBe(date)
  })

  it.each(['', 'yesterday', '0000-00-00', '1980-13-01', '12/03/80', '198003121', undefined])(
    'refuses %j',
    (text) => {
      expect(readBirthDate(text)).toBeUndefined()
    },
  )
})
