import { describe, expect, it } from 'vitest'
import list from '#shared/access/leaked-passwords.json' with { type: 'json' }
import { refusePassword } from '#shared/access/refuse-password.ts'

const owner = { email: 'ann.lee@acme.example', displayName: 'Ann Lee', tenantName: 'Bloom & Co' }

describe('refusePassword', () => {
  it.each([
    'tall ships on blue water',
    'k2-Vogelnest-94',
    'Ünïcödé-ist-auch-gut',
    'aaaa bbbb cccc dddd eeee',
    '合言葉は秘密ですから教えない',
  ])('takes %s', (password) => {
    expect(refusePassword(password, owner)).toBeUndefined()
  })

  it.each([
    ['elevenchars', 'must have 12'],
    ['x'.repeat(1_025), 'must have 1024'],
    ['password1234', 'tried first'],
    ['Password2026!', 'tried first'],
    ['PASSWORDPASSWORD', 'tried first'],
    ['123456789012', 'tried first'],
    ['0987654321098', 'tried first'],
    ['abcdefghijklmn', 'tried first'],
    ['aaaaaaaaaaaaa', 'tried first'],
    ['121212121212', 'tried first'],
    ['qwertyuiop12', 'tried first'],
    ['1qaz2wsx3edc', 'tried first'],
    ['correcthorsebatterystaple', 'tried first'],
    ['justinbieber', 'tried first'],
    ['P@ssw0rd2026', 'tried first'],
    ['m1chelle12345', 'tried first'],
    ['!liverpool2005', 'tried first'],
    ['ｐａｓｓｗｏｒｄ１２３４', 'tried first'],
    ['ann.lee-is-great', 'ann.lee'],
    ['my-acme-login-99', 'acme'],
    ['i-am-annlee-here', 'annlee'],
    ['bloom & co 4 ever', 'bloom & co'],
  ])('refuses %s', (password, reason) => {
    expect(refusePassword(password, owner)).toContain(reason)
  })
})

describe('the list of common passwords', () => {
  const listed = list.passwords.split(' ')

  it('says where it is from and under which licence, and has each once', () => {
    expect(list.source).toContain('@zxcvbn-ts/language-common')
    expect(list.licence).toContain('Permission is hereby granted')
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed.length).toBeGreaterThan(10_000)
  })

  it('is refused whole: as it is where it is long enough, else with what people put behind it', () => {
    const commonest = listed.slice(0, 3_000)
    const tried = [
      ...listed.filter((word) => [...word].length >= 12),
      // What is of digits alone is another number with digits behind it.
      ...commonest
        .filter((word) => /^\p{L}.*\p{L}$/u.test(word) && word.length >= 4)
        .flatMap((word) => [
          `${word}${'12345678'.slice(0, Math.max(2, 12 - word.length))}`,
          `${word[0]?.toUpperCase()}${word.slice(1)}${'!2026'.padStart(Math.max(5, 12 - word.length), '1')}`,
        ]),
    ]
    expect(tried.length).toBeGreaterThan(4_000)
    expect(tried.filter((password) => refusePassword(password, owner) === undefined)).toEqual([])
  })
})
