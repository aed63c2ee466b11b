import { domainToASCII } from 'node:url'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseEmail } from '#shared/identity/normalise-email.ts'

describe('normaliseEmail', () => {
  it.each([
    ['  Ada.Okafor@Example.COM ', 'ada.okafor@example.com'],
    ['ada+news@example.com', 'ada+news@example.com'],
    ["o'neil_99@mail.example.co.uk", "o'neil_99@mail.example.co.uk"],
    ['ａｄａ＠example.com', 'ada@example.com'],
    ['ada\u200b@example.com\ufeff', 'ada@example.com'],
    ['jörg@example.com', 'jörg@example.com'],
    ['jo\u0308rg@example.com', 'jörg@example.com'],
    ['ada@MÜNCHEN.example', `ada@${domainToASCII('münchen.example')}`],
    ['佐藤@例え.jp', `佐藤@${domainToASCII('例え.jp')}`],
  ])('reads %j as %s', (text, expected) => expect(normaliseEmail(text)).toBe(expected))

  it.each([
    ...[
      '',
      '@',
      'ada',
      'ada@',
      '@example.com',
      'ada@localhost',
      'ada@example',
      'ada@@example.com',
      'a b@example.com',
    ],
    ...[
      'ada@example.com,bob@example.com',
      'Ada <ada@example.com>',
      'ada@-example.com',
      'ada@example..com',
      'ada@1.2.3.4',
    ],
    ...[
      'ada@exa_mple.com',
      'ada@example.c',
      'mailto:ada@example.com',
      'ada@example.com/x',
      'ada@ü/x.com',
      '\u0000@a.com',
    ],
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'abcdefgh.'.repeat(30)}com`,
  ])('makes nothing of %j', (text) => expect(normaliseEmail(text)).toBeUndefined())

  it('keeps apart what most providers keep apart', () => {
    expect(normaliseEmail('a.da@example.com')).not.toBe(normaliseEmail('ada@example.com'))
  })

  const seed = 20261121
  it(`leaves alone what it has normalised, and capitals and spaces around make no difference (seed ${seed})`, () => {
    const local = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    const domain = fc.oneof(
      fc.domain(),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((label) => `${label}.example`),
    )
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const once = normaliseEmail(`${name}@${host}`)
        if (once === undefined) return
        expect(normaliseEmail(once)).toBe(once)
        expect(normaliseEmail(` ${once}\n`)).toBe(once)
      }),
      { seed, numRuns: 5_000 },
    )
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const once = normaliseEmail(email)
        if (once !== undefined) expect(normaliseEmail(email.toUpperCase())).toBe(once)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
