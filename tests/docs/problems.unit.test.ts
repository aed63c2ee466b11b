import { describe, expect, it } from 'vitest'
import { problemTypes } from '#shared/contracts/problems.ts'
import { referencePage, tableWords } from './reference-page.ts'

describe('docs/reference/problems.md', () => {
  const page = referencePage('problems.md')

  it('lists exactly the problems there are, in their order', () => {
    expect(tableWords(page)).toEqual(Object.keys(problemTypes))
  })

  it('gives each the status it is answered with', () => {
    for (const [code, { status }] of Object.entries(problemTypes)) {
      expect(page).toContain(`| \`${code}\` | ${status} |`)
    }
  })
})
