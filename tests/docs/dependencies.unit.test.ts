import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { referencePage, tableWords } from './reference-page.ts'

describe('docs/reference/dependencies.md', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(repositoryRoot, 'package.json'), 'utf8'),
  )

  it('has a line for each package of package.json and for no other', () => {
    const packages = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(tableWords(referencePage('dependencies.md')).sort()).toEqual(packages.sort())
  })
})
