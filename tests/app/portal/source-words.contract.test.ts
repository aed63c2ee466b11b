import { expect, it } from 'vitest'
import { sourceWords } from '#app/portal/source-words.ts'
import { connectableSources } from '#shared/sources/connectable-sources.ts'

it('says in words of a customer where each kind of connection has a fact from', () => {
  for (const source of [...connectableSources.keys(), 'csv', 'patron', 'qr']) {
    expect(sourceWords(`${source}/main`), source).not.toContain('/')
  }
  expect(sourceWords('unheard-of/main')).toBe('a system of the shop (unheard-of/main)')
})
