import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localPath } from '#app/session/local-path.ts'

describe('localPath', () => {
  it.each([
    '/',
    '/customers',
    '/customers?query=ada%20b&sort=revenue',
    '/customers/cus_1?timeline=x#timeline',
  ])('keeps %s', (path) => {
    expect(localPath(path)).toBe(path)
  })

  it.each([
    null,
    undefined,
    '',
    'customers',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '/.//evil.example',
    '/x/..//evil.example',
  ])('turns %j into the start page', (wanted) => {
    expect(localPath(wanted)).toBe('/')
  })

  it('never leads a browser to another host, whatever is asked for', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '@',
      ':',
      'evil.example',
      'https:',
      '\t',
      '\n',
      ' ',
      '%2f',
      '?',
      '#',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 8 }), (pieces) => {
        const base = 'https://patron.test'
        expect(new URL(localPath(pieces.join('')), base).origin).toBe(base)
      }),
      { seed: 20261121, numRuns: 2_000 },
    )
  })
})
