import { describe, expect, it } from 'vitest'
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
    ['ｐａｓｓｗｏｒｄ１２３４', 'tried first'],
    ['ann.lee-is-great', 'ann.lee'],
    ['my-acme-login-99', 'acme'],
    ['i-am-annlee-here', 'annlee'],
    ['bloom & co 4 ever', 'bloom & co'],
  ])('refuses %s', (password, reason) => {
    expect(refusePassword(password, owner)).toContain(reason)
  })
})
