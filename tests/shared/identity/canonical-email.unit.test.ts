import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalEmail } from '#shared/identity/canonical-email.ts'
import { normaliseEmail } from '#shared/identity/normalise-email.ts'

describe('canonicalEmail', () => {
  it.each([
    ['ada.okafor@gmail.com', 'adaokafor@gmail.com', 'Gmail does not look at dots'],
    ['ada.okafor+shop@googlemail.com', 'adaokafor@gmail.com', 'Gmail under its German name'],
    ['adaokafor+a+b@gmail.com', 'adaokafor@gmail.com', 'a tag may have a plus in it'],
    ['ada.okafor+shop@proton.me', 'ada.okafor@proton.me', 'plus tags are documented, dots are not ignored'],
    ['ada+shop@fastmail.com', 'ada@fastmail.com', 'plus tags are documented'],
    ['ada+shop@example.com', 'ada+shop@example.com', 'unknown provider'],
    ['ada+shop@yahoo.com', 'ada+shop@yahoo.com', 'Yahoo takes a plus for a letter like any other'],
    ['ada+shop@mail.gmail.com.example', 'ada+shop@mail.gmail.com.example', 'another domain'],
    ['+shop@gmail.com', '+shop@gmail.com', 'nothing would be left'],
    ['...@gmail.com', '...@gmail.com', 'nothing would be left'],
  ])('takes %s for %s: %s', (email, expected) => expect(canonicalEmail(email)).toBe(expected))

  const seed = 20261121
  it(`is an address, and leaves alone what it has made (seed ${seed})`, () => {
    const local = fc.stringMatching(/^[a-z.+]{1,12}$/)
    const domain = fc.constantFrom('gmail.com', 'googlemail.com', 'pm.me', 'example.com')
    fc.assert(
      fc.property(local, domain, (name, host) => {
        const email = normaliseEmail(`${name}@${host}`)
        if (email === undefined) return
        const canonical = canonicalEmail(email)
        expect(normaliseEmail(canonical)).toBe(canonical)
        expect(canonicalEmail(canonical)).toBe(canonical)
      }),
      { seed, numRuns: 2_000 },
    )
  })
})
